"""Is the apology offered to whose turn it is, with the days in sight and nothing typed lost?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bhxh_archive.lifecycle import State
from bhxh_archive.models import Holiday, User
from intake.actions.counter import registration
from intake.actions.deadlines.reappointing import reappoint as put_off
from intake.models import Dossier, ReappointmentWish
from tests.benefits.conftest import As, ShortRoad
from tests.intake.actions.deadlines.test_reappointing import workday_after
from tests.intake.conftest import draft_of
from tests.intake.rows import put_in_state


def test_the_officer_puts_off_and_the_days_are_shown(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("forward")
    assert dossier.due_on
    officer, page, review = (
        signed_in("chuyenvien-hp"),
        *(reverse(name, args=[dossier.pk]) for name in ("reappoint", "review")),
    )
    assert page in officer.get(review).content.decode()
    assert "không thay đổi" in officer.get(page).content.decode()
    early = officer.post(page, {"promised_on": f"{dossier.due_on:%d/%m/%Y}", "reason": "Chờ xác minh"})
    assert early.status_code == 422 and "Chờ xác minh" in early.content.decode()

    new = f"{workday_after(dossier.due_on):%d/%m/%Y}"
    shown = officer.post(page, {"promised_on": new, "reason": "Chờ xác minh"}, follow=True).content.decode()

    assert f"đã hẹn {new}" in shown and "Phiếu xin lỗi lần 1" in shown
    assert f'"{page}"' not in officer.get(review).content.decode(), "the leader is asked instead"
    refused = officer.get(page)
    assert refused.status_code == 403 and "do lãnh đạo ký quyết định" in refused.content.decode()
    leader = signed_in("giamdoc-hp")
    assert page in leader.get(review).content.decode()
    assert "Chờ xác minh. Lần này do lãnh đạo quyết định." in leader.get(page).content.decode()


@pytest.fixture
def put_off_once(unsigned_road: ShortRoad, demo: dict[str, User]) -> Dossier:
    dossier = unsigned_road.to("forward")
    assert dossier.due_on
    put_off(dossier=dossier, promised_on=workday_after(dossier.due_on), reason="Chờ xác minh", by=demo["chuyenvien-hp"])
    return Dossier.objects.get(pk=dossier.pk)


def test_the_leader_is_asked_for_a_second_day_and_gives_it(put_off_once: Dossier, signed_in: As) -> None:
    officer, leader = signed_in("chuyenvien-hp"), signed_in("giamdoc-hp")
    ask, page, queue = (
        reverse("ask_reappoint", args=[put_off_once.pk]), reverse("reappoint", args=[put_off_once.pk]),
        reverse("queue", args=["xin-hen-lai"]),
    )  # fmt: skip
    assert ask in officer.get(reverse("review", args=[put_off_once.pk])).content.decode()
    assert put_off_once.promised_on
    new = workday_after(put_off_once.promised_on)
    early = officer.post(ask, {"promised_on": f"{put_off_once.promised_on:%d/%m/%Y}", "reason": "Chờ giám định"})
    assert early.status_code == 422 and "Chờ giám định" in early.content.decode()
    sent = {"promised_on": f"{new:%d/%m/%Y}", "reason": "Chờ giám định"}
    assert "Đã trình lãnh đạo" in officer.post(ask, sent, follow=True).content.decode()

    waiting = officer.get(reverse("review", args=[put_off_once.pk])).content.decode()
    assert f"đã xin lãnh đạo cho hẹn lại {new:%d/%m/%Y}: Chờ giám định. Đang chờ ý kiến." in waiting
    listed = leader.get(queue).content.decode()
    assert str(put_off_once) in listed and f'href="{page}"' in listed, "it opens where it is answered"
    shown = leader.get(page).content.decode()
    assert f'value="{new:%d/%m/%Y}"' in shown and "xin hẹn lại" in shown and "Không đồng ý" in shown
    leader.post(page, sent)
    wish = ReappointmentWish.objects.get()
    assert wish.granted and wish.made and wish.made.ordinal == 2 and wish.made.promised_on == new
    assert str(put_off_once) not in leader.get(queue).content.decode()


def test_the_leader_puts_a_mistyped_day_right(put_off_once: Dossier, signed_in: As) -> None:
    leader, page = signed_in("giamdoc-hp"), reverse("correct_promise", args=[put_off_once.pk])
    assert page in leader.get(reverse("reappoint", args=[put_off_once.pk])).content.decode()
    far = leader.post(page, {"promised_on": "31/12/2099", "reason": "Gõ nhầm năm"})
    said = far.content.decode()
    assert far.status_code == 422 and '<a href="#id_promised_on">Ngày hẹn lại quá xa' in said and "Gõ nhầm năm" in said
    assert put_off_once.due_on
    new = f"{workday_after(put_off_once.due_on, 5):%d/%m/%Y}"
    shown = leader.post(page, {"promised_on": new, "reason": "Gõ nhầm năm"}, follow=True).content.decode()
    assert f"đã hẹn {new}" in shown and f"Đã sửa ngày hẹn lại thành {new}" in shown


def test_the_leader_says_no_and_the_officer_reads_why(put_off_once: Dossier, signed_in: As) -> None:
    officer, leader = signed_in("chuyenvien-hp"), signed_in("giamdoc-hp")
    ask, no = (reverse(name, args=[put_off_once.pk]) for name in ("ask_reappoint", "refuse_reappoint"))
    assert put_off_once.promised_on
    officer.post(ask, {"promised_on": f"{workday_after(put_off_once.promised_on):%d/%m/%Y}", "reason": "Chờ giám định"})
    assert officer.get(no).status_code == 403
    assert leader.post(no, {"answer": " "}).status_code == 422
    assert "không đồng ý hẹn lại" in leader.post(no, {"answer": "Giải quyết ngay"}, follow=True).content.decode()
    assert "không đồng ý lần trước: Giải quyết ngay." in officer.get(ask).content.decode()
    assert leader.get(no).status_code == 409
    review = officer.get(reverse("review", args=[put_off_once.pk])).content.decode()
    assert "không đồng ý hẹn lại" in review and "Giải quyết ngay." in review
    trail = officer.get(reverse("trail", args=[put_off_once.pk])).content.decode()
    assert "Xin lãnh đạo cho hẹn lại lần nữa" in trail and "Không đồng ý hẹn lại lần nữa" in trail


def test_nothing_is_asked_before_the_first_apology(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("forward")
    assert dossier.due_on
    ask, sent = reverse("ask_reappoint", args=[dossier.pk]), f"{workday_after(dossier.due_on):%d/%m/%Y}"
    told = signed_in("chuyenvien-hp").post(ask, {"promised_on": sent, "reason": "Chờ giám định"})
    assert told.status_code == 409 and "chưa hẹn lại lần nào" in told.content.decode()
    assert ask not in signed_in("giamdoc-hp").get(reverse("review", args=[dossier.pk])).content.decode()


def test_too_late_is_said(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("forward")
    Dossier.objects.filter(pk=dossier.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    assert signed_in("chuyenvien-hp").get(reverse("reappoint", args=[dossier.pk])).status_code == 409


def test_a_day_that_was_told_and_becomes_a_day_off_is_work_for_who_tells_another(
    demo: dict[str, User], signed_in: As
) -> None:
    clerk = demo["tiepnhan-hp"]
    dossier = put_in_state(registration.accept(dossier=draft_of(clerk), by=clerk), State.IN_REVIEW)
    assert dossier.due_on
    told = workday_after(dossier.due_on)
    Dossier.objects.filter(pk=dossier.pk).update(promised_on=told)
    officer, queue = signed_in("chuyenvien-hp"), reverse("queue", args=["hen-ngay-nghi"])
    assert str(dossier) not in officer.get(queue).content.decode()

    Holiday.objects.create(day=told, kind=Holiday.Kind.OFF, name="Ngày nghỉ thêm")
    mark = '<span class="flag">hẹn vào ngày nghỉ</span>'
    for page in (queue, reverse("review", args=[dossier.pk]), reverse("queue", args=["cho-xu-ly"])):
        assert mark in officer.get(page).content.decode(), page
    assert queue in officer.get(reverse("home")).content.decode()

    again = reverse("queue", args=["hen-lai-ngay-nghi"])
    assert str(dossier) not in signed_in("giamdoc-hp").get(again).content.decode(), "the first time is not the leader's"
    new = workday_after(told)
    officer.post(reverse("reappoint", args=[dossier.pk]), {"promised_on": f"{new:%d/%m/%Y}", "reason": "Ngày nghỉ"})
    assert str(dossier) not in officer.get(queue).content.decode()
    Holiday.objects.create(day=new, kind=Holiday.Kind.OFF, name="Ngày nghỉ thêm nữa")
    assert str(dossier) in signed_in("giamdoc-hp").get(again).content.decode()
