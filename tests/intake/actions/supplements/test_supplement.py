"""How is a missing piece asked for, and what must be there before the clock runs again?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State, move
from bhxh_archive.models import User
from intake.actions.counter import registration
from intake.actions.desk import forwarding
from intake.actions.dossier import components
from intake.actions.page_desk import pages
from intake.actions.supplements import supplement
from intake.models import Component, Dossier, SupplementRequest
from intake.needs.supplements import unscanned_answers
from intake.queries import pages_of
from tests.intake.conftest import component, draft_of
from tests.intake.rows import add_pages

SHOWN = "Chỉ xuất trình bản chính để đối chiếu"


@pytest.fixture
def asked(scanned: Dossier, clerk_user: User) -> SupplementRequest:
    """Two defects on one slip."""
    items = [(component(scanned, "12-HSB"), "Thiếu trang 2"), (None, "Bổ sung số điện thoại")]
    return supplement.request_supplement(dossier=scanned, items=items, by=clerk_user, legal_ground="Điều 77")


def test_a_slip_names_at_least_one_defect(scanned: Dossier, clerk_user: User) -> None:
    with pytest.raises(NotValid):
        supplement.request_supplement(dossier=scanned, items=[(None, "  ")], by=clerk_user)


def test_asking_stops_the_clock(asked: SupplementRequest) -> None:
    dossier = Dossier.objects.get(pk=asked.dossier_id)

    assert dossier.state == State.AWAITING_SUPPLEMENT
    assert dossier.receipts.get().stopped_on == timezone.localdate()
    assert asked.limit_on > timezone.localdate()


def test_meanwhile_the_desk_attends_to_the_limit_and_then_to_the_due_date(
    asked: SupplementRequest, clerk_user: User
) -> None:
    waiting = Dossier.objects.get(pk=asked.dossier_id)
    assert (waiting.waits_until, waiting.attend_on) == (asked.limit_on, asked.limit_on)

    _answer_all(asked, clerk_user)
    supplement.resume(dossier=waiting, by=clerk_user)

    goes_on = Dossier.objects.get(pk=asked.dossier_id)
    assert (goes_on.waits_until, goes_on.attend_on) == (None, goes_on.due_on)


def test_partial_answers_tick_items_and_keep_the_state(asked: SupplementRequest, clerk_user: User) -> None:
    supplement.answer_item(item=asked.items.all()[0], unscanned=SHOWN, by=clerk_user)

    with pytest.raises(NotValid, match="Bổ sung số điện thoại"):
        supplement.resume(dossier=asked.dossier, by=clerk_user)

    assert Dossier.objects.get(pk=asked.dossier_id).state == State.AWAITING_SUPPLEMENT


def test_what_came_is_checked_as_for_forwarding(asked: SupplementRequest, clerk_user: User) -> None:
    _answer_all(asked, clerk_user)
    add_pages(asked.dossier)

    with pytest.raises(NotValid) as refused:
        supplement.resume(dossier=asked.dossier, by=clerk_user)

    assert "1 trang chưa xếp vào thành phần nào." in refused.value.problems


def _answer_all(asked: SupplementRequest, clerk: User) -> None:
    for item in asked.items.all():
        supplement.answer_item(item=item, unscanned=SHOWN, by=clerk)


def test_what_came_is_scanned_or_it_is_said_why_not(asked: SupplementRequest, clerk_user: User) -> None:
    item, other = asked.items.order_by("pk")
    supplement.answer_item(item=other, by=clerk_user)
    supplement.answer_item(item=item, by=clerk_user)
    with pytest.raises(NotValid, match="chưa có trang nào quét sau ngày yêu cầu"):
        supplement.resume(dossier=asked.dossier, by=clerk_user)

    supplement.reopen_item(item=item, by=clerk_user)
    supplement.answer_item(item=item, unscanned=SHOWN, by=clerk_user)
    assert not unscanned_answers(asked.dossier)
    assert asked.dossier.events.filter(verb="answer_item").latest("seq").reason == SHOWN
    supplement.reopen_item(item=item, by=clerk_user)
    supplement.answer_item(item=item, by=clerk_user)
    assert len(unscanned_answers(asked.dossier)) == 1
    rows = add_pages(asked.dossier, component=item.component, name="ky-lai.jpg")
    pages.check_pages(dossier=asked.dossier, page_ids=[row.pk for row in rows], by=clerk_user)
    assert supplement.resume(dossier=asked.dossier, by=clerk_user).state == State.RECEIVED


def test_the_full_answer_leads_back_with_a_new_receipt(asked: SupplementRequest, clerk_user: User) -> None:
    _answer_all(asked, clerk_user)

    resumed = supplement.resume(dossier=asked.dossier, by=clerk_user)

    assert resumed.state == State.RECEIVED
    assert [row.ordinal for row in resumed.receipts.all()] == [1, 2]
    asked.refresh_from_db()
    assert asked.answered_at


def test_asked_in_review_it_goes_back_to_review(scanned: Dossier, demo: dict[str, User], clerk_user: User) -> None:
    asked = _asked_in_review(scanned, demo, [(None, "Xác nhận")])
    _answer_all(asked, clerk_user)

    assert supplement.resume(dossier=asked.dossier, by=clerk_user).state == State.IN_REVIEW


def _asked_in_review(scanned: Dossier, demo: dict[str, User], items: list[Any]) -> SupplementRequest:
    forwarding.forward(dossier=scanned, by=demo["tiepnhan-hp"])
    return supplement.request_supplement(dossier=scanned, items=items, by=demo["chuyenvien-hp"])


def test_nothing_incomplete_goes_back_into_the_review(
    scanned: Dossier, demo: dict[str, User], clerk_user: User
) -> None:
    asked = _asked_in_review(scanned, demo, [(None, "Giấy khác")])
    pages.delete_pages(dossier=scanned, page_ids=[page.pk for page in pages_of(scanned)], by=clerk_user)
    _answer_all(asked, clerk_user)

    with pytest.raises(NotValid) as refused:
        supplement.resume(dossier=asked.dossier, by=clerk_user)

    said = " ".join(refused.value.problems)
    assert "Còn thiếu một trong các giấy tờ" in said and "Đã đếm 2 trang giấy nhưng có 0 ảnh trang" in said


def test_what_was_asked_for_is_there_before_the_clock_runs(scanned: Dossier, clerk_user: User) -> None:
    paper = component(scanned, "13-HSB")
    asked = supplement.request_supplement(dossier=scanned, items=[(paper, "Giấy ủy quyền")], by=clerk_user)
    _answer_all(asked, clerk_user)

    with pytest.raises(NotValid, match="Còn thiếu"):
        supplement.resume(dossier=asked.dossier, by=clerk_user)

    rows = add_pages(scanned, component=paper, name="uy-quyen.jpg")
    pages.check_pages(dossier=scanned, page_ids=[row.pk for row in rows], by=clerk_user)
    assert supplement.resume(dossier=asked.dossier, by=clerk_user).state == State.RECEIVED


def test_the_benefits_unit_resumes_with_looked_up_data_and_only_with_it(
    scanned: Dossier, demo: dict[str, User]
) -> None:
    officer, paper = demo["chuyenvien-hp"], component(scanned, "13-HSB")
    asked = _asked_in_review(scanned, demo, [(paper, "Giấy ủy quyền")])
    with pytest.raises(NotValid, match="dữ liệu tra cứu"):
        _answer_all(asked, officer)

    components.satisfy_by_data(dossier=scanned, component=paper, source="CSDL dân cư", snapshot="Đúng", by=officer)
    with pytest.raises(NotAllowed):  # paper is counted at the counter
        supplement.answer_item(item=asked.items.get(), sheets=2, by=officer)
    _answer_all(asked, officer)

    assert supplement.resume(dossier=asked.dossier, by=officer).state == State.IN_REVIEW


def test_what_reception_took_in_is_resumed_by_reception(scanned: Dossier, demo: dict[str, User]) -> None:
    asked = _asked_in_review(scanned, demo, [(None, "Xác nhận")])
    _answer_all(asked, demo["tiepnhan-hp"])

    with pytest.raises(NotValid, match="Bộ phận Tiếp nhận"):
        supplement.resume(dossier=asked.dossier, by=demo["chuyenvien-hp"])


@pytest.mark.parametrize(("who", "why"), [("chuyenvien-na", NotAllowed), ("truongphong-hp", NotAllowed)])
def test_looked_up_data_are_recorded_by_who_takes_the_answer_in(
    scanned: Dossier, demo: dict[str, User], who: str, why: type[Exception]
) -> None:
    paper = component(scanned, "13-HSB")
    _asked_in_review(scanned, demo, [(paper, "Giấy ủy quyền")])

    with pytest.raises(why):
        components.satisfy_by_data(dossier=scanned, component=paper, source="CSDL", snapshot="Đúng", by=demo[who])


def test_outside_a_supplement_the_benefits_unit_records_no_data(scanned: Dossier, demo: dict[str, User]) -> None:
    forwarding.forward(dossier=scanned, by=demo["tiepnhan-hp"])

    with pytest.raises(NotAllowed):
        components.satisfy_by_data(
            dossier=scanned, component=component(scanned, "13-HSB"), source="CSDL", snapshot="Đúng",
            by=demo["chuyenvien-hp"],
        )  # fmt: skip


def test_an_item_is_ticked_only_while_it_is_awaited(asked: SupplementRequest, clerk_user: User) -> None:
    registration.withdraw(dossier=asked.dossier, reason="Rút hồ sơ", by=clerk_user)

    with pytest.raises(NotNow):
        _answer_all(asked, clerk_user)


def test_a_stranger_ticks_nothing(asked: SupplementRequest, demo: dict[str, User]) -> None:
    with pytest.raises(NotAllowed):
        supplement.answer_item(item=asked.items.all()[0], by=demo["tiepnhan-na"])


def test_nothing_lapses_before_the_limit_or_without_notice(asked: SupplementRequest, clerk_user: User) -> None:
    with pytest.raises(NotValid):
        supplement.notify_lapse(request=asked, by=clerk_user)
    with pytest.raises(NotNow):
        move(asked.dossier, "lapse", by=None)
    _pass_limit(asked)

    assert supplement.lapse_overdue() == 0


def _pass_limit(asked: SupplementRequest) -> None:
    asked.limit_on = timezone.localdate() - timedelta(days=1)
    asked.save(update_fields=["limit_on"])


def _a_day_later() -> None:
    SupplementRequest.objects.update(notified_at=timezone.now() - timedelta(days=1))


def test_past_its_limit_and_told_so_it_lapses(asked: SupplementRequest, clerk_user: User) -> None:
    _pass_limit(asked)
    supplement.notify_lapse(request=asked, by=clerk_user)
    assert supplement.lapse_overdue() == 0, "not before midnight"

    _a_day_later()
    assert supplement.lapse_overdue() == 1
    assert Dossier.objects.get(pk=asked.dossier_id).state == State.LAPSED


def test_one_that_was_asked_for_more_meanwhile_holds_up_no_other(
    asked: SupplementRequest, clerk_user: User, caplog: pytest.LogCaptureFixture
) -> None:
    other = registration.accept(dossier=draft_of(clerk_user), by=clerk_user)
    second = supplement.request_supplement(dossier=other, items=[(None, "Thiếu")], by=clerk_user)
    for request in (asked, second):
        _pass_limit(request)
        supplement.notify_lapse(request=request, by=clerk_user)
    asked.dossier.supplements.create(ordinal=2, limit_on=timezone.localdate() + timedelta(days=5), by=clerk_user)
    SupplementRequest.objects.exclude(ordinal=2).update(notified_at=timezone.now() - timedelta(days=1))

    assert supplement.lapse_overdue() == 1

    assert Dossier.objects.get(pk=asked.dossier_id).state == State.AWAITING_SUPPLEMENT
    assert Dossier.objects.get(pk=other.pk).state == State.LAPSED
    [said] = [record for record in caplog.records if record.name == supplement.__name__]
    assert said.__dict__["dossier"] == asked.dossier_id and str(asked.dossier) not in said.getMessage()


@pytest.mark.parametrize(
    ("before", "whole"),
    [((0, 0), (13, 24)), ((2, 3), (11, 21)), ((2, 0), (11, 20))],
    ids=["it was missing", "it was counted", "its pages were counted with the others"],
)
def test_the_count_of_the_whole_follows_what_came(
    accepted: Dossier, clerk_user: User, before: tuple[int, int], whole: tuple[int, int]
) -> None:
    paper = component(accepted, "12-HSB")
    Component.objects.filter(pk=paper.pk).update(sheets=before[0], pages_counted=before[1])
    Dossier.objects.filter(pk=accepted.pk).update(counted_sheets=10, counted_pages=20)
    paper.refresh_from_db()
    asked = supplement.request_supplement(dossier=accepted, items=[(paper, "Thiếu trang")], by=clerk_user)

    supplement.answer_item(item=asked.items.get(), sheets=3, pages=4, by=clerk_user)

    accepted.refresh_from_db(fields=["counted_sheets", "counted_pages"])
    assert (accepted.counted_sheets, accepted.counted_pages) == whole


def test_what_was_scanned_before_it_was_counted_is_added_where_the_whole_has_no_room_for_it(
    accepted: Dossier, clerk_user: User
) -> None:
    """Two pages were counted, both of the request; a third of it and an authorisation came and were scanned."""
    request, authority = component(accepted, "14-HSB"), component(accepted, "13-HSB")
    Component.objects.filter(pk=request.pk).update(sheets=2, pages_counted=2)
    Dossier.objects.filter(pk=accepted.pk).update(counted_sheets=2, counted_pages=2)
    items = [(request, "Thiếu trang"), (authority, "Thiếu")]
    asked = supplement.request_supplement(dossier=accepted, items=items, by=clerk_user)
    for paper in (request, authority):
        add_pages(accepted, component=paper, name=f"{paper.pk}.jpg")
    one, other = asked.items.order_by("pk")

    supplement.answer_items(came=[supplement.Came(one, 3, 3), supplement.Came(other, 1, 1)], by=clerk_user)

    accepted.refresh_from_db(fields=["counted_sheets", "counted_pages"])
    assert (accepted.counted_sheets, accepted.counted_pages) == (4, 4)
