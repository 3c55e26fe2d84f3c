"""Is the apology offered to whose turn it is, with the days in sight and nothing typed lost?"""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from bhxh_archive.lifecycle import State
from bhxh_archive.models import Holiday, User
from intake.actions import registration
from intake.models import Dossier
from tests.benefits.conftest import As, ShortRoad
from tests.intake.actions.test_reappointing import workday_after
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
    assert page not in officer.get(review).content.decode()
    refused = officer.get(page)
    assert refused.status_code == 403 and "do lãnh đạo ký quyết định" in refused.content.decode()
    leader = signed_in("giamdoc-hp")
    assert page in leader.get(review).content.decode()
    assert "Chờ xác minh. Lần này do lãnh đạo quyết định." in leader.get(page).content.decode()


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
