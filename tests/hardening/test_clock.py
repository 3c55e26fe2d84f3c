"""Does the statutory clock start, stop, restart and go on as the law and the procedure's data say?"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from benefits.actions import claiming
from bhxh_archive import workdays
from bhxh_archive.errors import NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Holiday, Office, Parameter, User
from intake import deadlines
from intake.actions.counter import registration
from intake.actions.dossier import books
from intake.actions.dossier.components import satisfy_by_data
from intake.actions.supplements import consenting, supplement
from intake.models import Dossier, Procedure, Receipt
from intake.views.frame import due_of
from tests.benefits.asked import answered, ask
from tests.room import PERSON, Road

pytestmark = pytest.mark.django_db
THURSDAY, FRIDAY, SATURDAY, MONDAY = (date(2026, 3, day) for day in (12, 13, 14, 16))
PROCEDURE = "BHXH1L"
DAYS = 7
"""Working days of a one-time benefit under QĐ 2222."""


def at_hour(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=workdays.VIETNAM)


def draft(demo: dict[str, User], **fields: Any) -> Dossier:
    clerk = demo["tiepnhan-hp"]
    assert clerk.office
    given: dict[str, Any] = {"return_method": "counter", "counted_pages": 0, "counted_sheets": 0, **fields}
    return registration.register(
        office=clerk.office, procedure_code=PROCEDURE, persons=[PERSON], by=clerk, **given
    )  # fmt: skip


def accepted(demo: dict[str, User], **fields: Any) -> Dossier:
    return registration.accept(dossier=draft(demo, **fields), by=demo["tiepnhan-hp"])


@pytest.mark.parametrize(
    ("received", "counts_from", "due_on"),
    [
        (at_hour(THURSDAY, 16, 59), THURSDAY, date(2026, 3, 23)),
        (at_hour(THURSDAY, 17, 0), THURSDAY, date(2026, 3, 23)),
        (at_hour(THURSDAY, 17, 1), FRIDAY, date(2026, 3, 24)),
        (at_hour(FRIDAY, 18), MONDAY, date(2026, 3, 25)),
        (at_hour(SATURDAY, 9), MONDAY, date(2026, 3, 25)),
        (at_hour(THURSDAY, 6, 30), THURSDAY, date(2026, 3, 23)),
        # a Friday evening before a make-up Saturday, which is worked
        (at_hour(date(2026, 1, 9), 18), date(2026, 1, 10), date(2026, 1, 20)),
    ],
)
def test_receipt_after_the_hour_or_on_a_day_off_counts_from_the_next_working_day(
    demo: dict[str, User], received: datetime, counts_from: date, due_on: date
) -> None:
    dossier = accepted(demo, received_at=received, received_reason="Mất điện, ghi sổ tay")
    receipt = dossier.receipts.get()
    assert (receipt.counts_from, receipt.due_on, dossier.due_on) == (counts_from, due_on, due_on)
    assert receipt.received_at == received


def test_the_hour_is_an_offices_own_dated_setting(demo: dict[str, User]) -> None:
    office = Office.objects.get(code="hai-phong")
    Parameter.objects.create(key="receipt_cutoff", office=office, value="11:00", valid_from=FRIDAY)
    reason = "Ghi lại theo sổ tay"
    before = accepted(demo, received_at=at_hour(THURSDAY, 15), received_reason=reason)
    after = accepted(demo, received_at=at_hour(FRIDAY, 15), received_reason=reason)
    assert before.receipts.get().counts_from == THURSDAY
    assert after.receipts.get().counts_from == MONDAY


def test_a_receipt_is_backdated_only_with_a_reason(demo: dict[str, User]) -> None:
    with pytest.raises(NotValid, match="hãy ghi lý do"):
        accepted(demo, received_at=at_hour(THURSDAY, 9))


def test_a_receipt_never_lies_in_the_future(demo: dict[str, User]) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    with pytest.raises(NotValid, match="tương lai"):
        accepted(demo, received_at=tomorrow, received_reason="Hẹn trước")


def set_clock(**fields: Any) -> None:
    Procedure.objects.filter(code=PROCEDURE, rule_book__code="QD2222").update(**fields)
    assert Procedure.objects.filter(code=PROCEDURE, **fields).exists()


def received_days_ago(dossier: Dossier, days: int) -> Receipt:
    """As if it had been received that many working days ago (the test can't wait)."""
    start = back(days)
    due = deadlines.due_on(dossier.procedure, start)
    Receipt.objects.filter(dossier=dossier).update(counts_from=start, due_on=due)
    Dossier.objects.filter(pk=dossier.pk).update(due_on=due)
    dossier.refresh_from_db()
    return dossier.receipts.get()


def newest_receipt(dossier: Dossier) -> Receipt:
    return dossier.receipts.latest("ordinal")


def stopped_days_ago(dossier: Dossier, days: int) -> None:
    newest = newest_receipt(dossier)
    newest.stopped_on = back(days)
    newest.save()


def back(days: int) -> date:
    """The working day that lies `days` working days before the day that counts today."""
    day = today()
    while days:
        day -= timedelta(days=1)
        days -= deadlines.calendar().is_working(day)
    return day


def today() -> date:
    return deadlines.counts_from(timezone.now(), Office.objects.get(code="hai-phong"))


def forward_days(days: int) -> date:
    return workdays.add_working_days(today(), days, deadlines.calendar())


def supplemented(demo: dict[str, User], dossier: Dossier, stopped: int, by: str = "tiepnhan-hp") -> Dossier:
    clerk = demo["tiepnhan-hp"]
    wanted = supplement.request_supplement(dossier=dossier, items=[(None, "Giấy ủy quyền")], by=demo[by])
    stopped_days_ago(dossier, stopped)
    supplement.answer_item(item=wanted.items.get(), by=clerk)
    return supplement.resume(dossier=dossier, by=clerk)


def test_a_supplement_restarts_the_clock_on_a_new_receipt(demo: dict[str, User]) -> None:
    set_clock(supplement_clock="RESTART")
    dossier = accepted(demo)
    first = received_days_ago(dossier, 6)
    dossier = supplemented(demo, dossier, 4)
    old, new = dossier.receipts.all()
    assert (old.pk, old.due_on, old.stopped_on) == (first.pk, first.due_on, back(4))
    assert (new.ordinal, new.counts_from, new.due_on) == (2, today(), forward_days(DAYS))
    assert (dossier.state, dossier.due_on) == (State.RECEIVED, new.due_on)


def test_a_supplement_lets_the_clock_go_on_where_it_stopped(demo: dict[str, User]) -> None:
    """Received 6 working days ago, stopped 4 ago: two days are used, five are left."""
    set_clock(supplement_clock="RESUME")
    dossier = accepted(demo)
    received_days_ago(dossier, 6)
    dossier = supplemented(demo, dossier, 4)
    assert dossier.due_on == forward_days(DAYS - 2)


def test_two_stops_add_up(demo: dict[str, User]) -> None:
    set_clock(supplement_clock="RESUME")
    dossier = accepted(demo)
    received_days_ago(dossier, 9)
    dossier = supplemented(demo, dossier, 8)
    second = newest_receipt(dossier)
    Receipt.objects.filter(pk=second.pk).update(counts_from=back(5))
    consenting.ask_consent(
        dossier=dossier, reason="Giấy tờ mới có", items=[(None, "Giấy ủy quyền")], by=demo["truongtiepnhan-hp"]
    )
    dossier = supplemented(demo, dossier, 3)
    assert dossier.receipts.count() == 3
    assert dossier.due_on == forward_days(DAYS - 1 - 2)


def in_review(demo: dict[str, User], dossier: Dossier) -> Dossier:
    road = Road(demo, lambda work: work())
    road.dossier = dossier
    clerk = demo["tiepnhan-hp"]
    books.take_book(dossier=dossier, form="paper", covers=1, leaves=1, by=clerk)
    for component in dossier.components.filter(type__requirement="M", type__never_scan=False):
        satisfy_by_data(dossier=dossier, component=component, source="CSDL", snapshot="Có", by=clerk)
    dossier.components.filter(type__requirement="C").update(asked=False)
    road.forward()
    claiming.claim(dossier=road.fresh(), by=demo["chuyenvien-hp"])
    return road.fresh()


def verified(demo: dict[str, User], dossier: Dossier, stopped: int) -> Dossier:
    officer = demo["chuyenvien-hp"]
    ask(dossier, officer, limit_on=forward_days(10))
    if newest_receipt(dossier).stopped_on is None:
        stopped_days_ago(dossier, stopped)
    return answered(dossier, officer)


def test_a_verification_stops_the_clock_where_the_procedure_says_so(demo: dict[str, User]) -> None:
    set_clock(verification_clock="STOP")
    dossier = in_review(demo, accepted(demo))
    received_days_ago(dossier, 6)
    Receipt.objects.filter(dossier=dossier).update(stopped_on=back(3))
    dossier = verified(demo, dossier, 3)
    assert dossier.due_on == forward_days(DAYS - 3)
    assert dossier.receipts.count() == 2


def test_a_verification_stops_nothing_elsewhere(demo: dict[str, User]) -> None:
    set_clock(verification_clock="NONE")
    dossier = in_review(demo, accepted(demo))
    due = dossier.due_on
    officer = demo["chuyenvien-hp"]
    ask(dossier, officer, limit_on=forward_days(5))
    dossier = answered(dossier, officer)
    assert (dossier.due_on, dossier.receipts.count()) == (due, 1)
    assert dossier.receipts.get().stopped_on is None


def restarted(demo: dict[str, User]) -> Dossier:
    """Its time began anew five working days ago and stands still since three."""
    set_clock(supplement_clock="RESTART", verification_clock="STOP")
    dossier = accepted(demo)
    received_days_ago(dossier, 12)
    dossier = supplemented(demo, dossier, 11)
    new = newest_receipt(dossier)
    Receipt.objects.filter(pk=new.pk).update(
        counts_from=back(5), due_on=deadlines.due_on(dossier.procedure, back(5)), stopped_on=back(3)
    )
    return dossier


def test_a_stop_after_a_restart_counts_from_the_restart(demo: dict[str, User]) -> None:
    dossier = restarted(demo)
    dossier = verified(demo, in_review(demo, dossier), 3)
    assert dossier.due_on == forward_days(DAYS - 2)


def test_a_holiday_entered_afterwards_does_not_hide_a_restart(demo: dict[str, User]) -> None:
    dossier = restarted(demo)
    Holiday.objects.create(day=forward_days(1), kind=Holiday.Kind.OFF, name="Nghỉ tránh bão")
    dossier = verified(demo, in_review(demo, dossier), 3)
    assert dossier.due_on == forward_days(DAYS - 2)


LONGER = 21
"""Working days that a verification extends to, in these tests."""


def asked(demo: dict[str, User], dossier: Dossier) -> Dossier:
    officer = demo["chuyenvien-hp"]
    ask(dossier, officer, limit_on=forward_days(10))
    dossier.refresh_from_db()
    return dossier


def test_a_verification_extends_the_time_from_day_0_where_the_procedure_says_so(demo: dict[str, User]) -> None:
    set_clock(verification_clock="EXTEND", extended_deadline_amount=LONGER)
    dossier = in_review(demo, accepted(demo))
    first = received_days_ago(dossier, 6)
    dossier = asked(demo, dossier)
    longer = forward_days(LONGER - 6)
    old, new = dossier.receipts.all()

    assert (old.pk, old.due_on, old.stopped_on) == (first.pk, first.due_on, None)
    assert (new.extended, new.due_on, dossier.due_on, new.stopped_on) == (True, longer, longer, None)
    assert "tạm dừng" not in due_of(dossier).words
    dossier = answered(dossier, demo["chuyenvien-hp"])
    assert (dossier.due_on, dossier.receipts.count()) == (longer, 2)


def test_time_is_extended_once(demo: dict[str, User]) -> None:
    set_clock(verification_clock="EXTEND", extended_deadline_amount=LONGER)
    dossier = asked(demo, in_review(demo, accepted(demo)))
    due = dossier.due_on
    answered(dossier, demo["chuyenvien-hp"])
    dossier = asked(demo, Dossier.objects.get(pk=dossier.pk))

    assert (dossier.due_on, dossier.receipts.count()) == (due, 2)


def test_a_stop_after_an_extension_keeps_the_longer_time(demo: dict[str, User]) -> None:
    """Received 9 working days ago and extended; stopped 4 ago: five days are used, sixteen are left."""
    set_clock(verification_clock="EXTEND", extended_deadline_amount=LONGER, supplement_clock="RESUME")
    dossier = in_review(demo, accepted(demo))
    received_days_ago(dossier, 9)
    dossier = asked(demo, dossier)
    dossier = answered(dossier, demo["chuyenvien-hp"])
    Receipt.objects.filter(pk=newest_receipt(dossier).pk).update(counts_from=back(6))
    dossier = supplemented(demo, dossier, 4, by="chuyenvien-hp")

    assert dossier.due_on == forward_days(LONGER - 5)


def test_a_new_day_0_gives_the_plain_time_again(demo: dict[str, User]) -> None:
    set_clock(verification_clock="EXTEND", extended_deadline_amount=LONGER, supplement_clock="RESTART")
    dossier = asked(demo, in_review(demo, accepted(demo)))
    dossier = answered(dossier, demo["chuyenvien-hp"])
    dossier = supplemented(demo, dossier, 4, by="chuyenvien-hp")

    assert dossier.due_on == forward_days(DAYS)
    assert not newest_receipt(dossier).extended


def test_what_extends_has_a_longer_time(demo: dict[str, User]) -> None:
    confirmation = Procedure.objects.get(code="XACNHAN_TG")
    assert (confirmation.verification_clock, confirmation.deadline_amount) == ("EXTEND", 15)
    assert confirmation.extended_deadline_amount == 45
    with pytest.raises(IntegrityError, match="extension_is_longer"):
        Procedure.objects.filter(pk=confirmation.pk).update(extended_deadline_amount=15)


def test_the_clock_ends_with_the_dossier(demo: dict[str, User]) -> None:
    dossier = registration.withdraw(dossier=accepted(demo), reason="Bảo lưu thời gian", by=demo["tiepnhan-hp"])

    assert newest_receipt(dossier).stopped_on == timezone.localdate()
    assert due_of(dossier) is None
