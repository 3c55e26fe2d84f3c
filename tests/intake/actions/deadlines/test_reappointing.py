"""Is a result put off in time, once, with its reason, and does the day by the law stay?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from bhxh_archive.workdays import next_working_day
from intake import deadlines
from intake.actions.deadlines.reappointing import correct_promise, reappoint
from intake.actions.desk import printing
from intake.actions.supplements import supplement
from intake.models import Dossier, Reappointment
from intake.rules.appointments import is_late
from intake.slips.control import control_slip
from tests.intake.actions.desk.test_printing import text_of
from tests.intake.rows import put_in_state

WHY = "Chưa nhận được kết quả xác minh của đơn vị cũ"


def workday_after(day: date, days: int = 3) -> date:
    return next_working_day(day + timedelta(days=days), deadlines.calendar())


@pytest.fixture
def at_work(accepted: Dossier) -> Dossier:
    return put_in_state(accepted, State.IN_REVIEW)


def put_off(dossier: Dossier, by: User, days: int = 3) -> Reappointment:
    told = Dossier.objects.get(pk=dossier.pk).appointment_on
    assert told
    return reappoint(dossier=dossier, promised_on=workday_after(told, days), reason=WHY, by=by)


def test_both_days_stay_on_record_and_on_the_papers(at_work: Dossier, demo: dict[str, User]) -> None:
    statutory = at_work.due_on
    made = put_off(at_work, demo["chuyenvien-hp"])

    at_work.refresh_from_db()
    assert (at_work.due_on, at_work.promised_on, at_work.attend_on) == (statutory, made.promised_on, statutory)
    text = text_of(printing.issue_slip(dossier=at_work, name="apology", by=demo["tiepnhan-hp"]))
    assert WHY in text and f"{made.promised_on:%d/%m/%Y}" in text and f"{statutory:%d/%m/%Y}" in text
    assert "PXL-BHXH" in text
    slip = control_slip(at_work, demo["tiepnhan-hp"])
    assert (str(slip["due"])[:10], str(slip["promised"])[:10]) == (f"{statutory}", f"{made.promised_on}")
    assert is_late(at_work.due_on, made.promised_on), "reports count by the day of the law"


def test_once_is_the_units_own_and_twice_is_the_leaders(at_work: Dossier, demo: dict[str, User]) -> None:
    with pytest.raises(NotAllowed):
        put_off(at_work, demo["tiepnhan-hp"])
    put_off(at_work, demo["chuyenvien-hp"])
    with pytest.raises(NotAllowed, match="đã hẹn lại một lần"):
        put_off(at_work, demo["chuyenvien-hp"])

    second = put_off(at_work, demo["giamdoc-hp"])

    assert (second.ordinal, second.before_on > second.statutory_on) == (2, True)


def test_the_new_day_is_a_later_working_day_with_a_reason(at_work: Dossier, demo: dict[str, User]) -> None:
    due = at_work.due_on
    assert due
    for day, reason in ((due, WHY), (workday_after(due), " "), (date(2027, 1, 3), WHY)):
        with pytest.raises(NotValid):
            reappoint(dossier=at_work, promised_on=day, reason=reason, by=demo["chuyenvien-hp"])


def test_a_mistyped_year_is_refused_and_a_day_that_got_through_is_put_right_by_the_leader(
    at_work: Dossier, demo: dict[str, User]
) -> None:
    officer, leader = demo["chuyenvien-hp"], demo["giamdoc-hp"]
    with pytest.raises(NotValid, match="quá xa: muộn nhất"):
        reappoint(dossier=at_work, promised_on=date(2099, 12, 31), reason=WHY, by=officer)
    with pytest.raises(NotNow, match="để sửa"):
        correct_promise(dossier=at_work, promised_on=date(2099, 12, 31), reason="Gõ nhầm", by=leader)
    made = put_off(at_work, officer, days=30)
    old = printing.issue_slip(dossier=at_work, name="apology", by=officer)
    right = workday_after(made.before_on)
    for day, reason in ((made.before_on, "Gõ nhầm"), (date(2099, 12, 31), "Gõ nhầm"), (right, " ")):
        with pytest.raises(NotValid):
            correct_promise(dossier=at_work, promised_on=day, reason=reason, by=leader)
    with pytest.raises(NotAllowed):
        correct_promise(dossier=at_work, promised_on=right, reason="Gõ nhầm", by=officer)

    correct_promise(dossier=at_work, promised_on=right, reason="Gõ nhầm ngày", by=leader)

    due_on = at_work.due_on
    at_work.refresh_from_db()
    assert (at_work.promised_on, at_work.due_on, at_work.reappointments.get().reason) == (right, due_on, WHY)
    new = printing.issue_slip(dossier=at_work, name="apology", by=officer)
    assert new.replaces == old and f"Thay thế số {old}" in text_of(new)
    with pytest.raises(NotAllowed):
        put_off(at_work, officer)


def test_after_the_day_has_passed_nothing_is_put_off(at_work: Dossier, demo: dict[str, User]) -> None:
    Dossier.objects.filter(pk=at_work.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(NotNow, match="Đã qua ngày hẹn"):
        put_off(at_work, demo["chuyenvien-hp"], days=9)
    put_in_state(at_work, State.AWAITING_SUPPLEMENT)
    with pytest.raises(NotNow, match="đang được giải quyết"):
        put_off(at_work, demo["chuyenvien-hp"], days=9)


def test_a_new_receipt_is_a_new_promise(at_work: Dossier, demo: dict[str, User], clerk_user: User) -> None:
    put_off(at_work, demo["chuyenvien-hp"])
    put_in_state(at_work, State.RECEIVED)
    asked = supplement.request_supplement(dossier=at_work, items=[(None, "Thiếu đơn")], by=clerk_user)
    supplement.answer_item(item=asked.items.get(), by=clerk_user)
    assert supplement.resume(dossier=at_work, by=clerk_user).promised_on is None
