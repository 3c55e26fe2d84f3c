"""Does a change of the calendar move the law's day of open dossiers, tell it, and leave what was promised alone?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from bhxh_archive.administration import rules
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Holiday, User
from bhxh_archive.workdays import VIETNAM, add_working_days
from intake import deadlines
from intake.actions.counter import registration
from intake.actions.deadlines import clock
from intake.actions.deadlines.recounting import recount
from intake.models import Dossier
from tests.intake.conftest import draft_of
from tests.intake.rows import put_in_state

RunJobs = Callable[[Callable[[], Any]], Any]
DAY_OFF: dict[str, Any] = {"kind": Holiday.Kind.OFF, "name": "Ngày nghỉ thêm", "source": "", "confirmed": False}


@pytest.fixture
def running(clerk_user: User) -> Dossier:
    """An accepted dossier of a procedure that counts working days."""
    return registration.accept(dossier=draft_of(clerk_user, "BHXH1L"), by=clerk_user)


@pytest.fixture
def day(running: Dossier) -> date:
    """A working day inside its time."""
    assert running.due_on
    return add_working_days(running.receipts.get().counts_from, 2, deadlines.calendar())


def now(dossier: Dossier) -> Dossier:
    return Dossier.objects.get(pk=dossier.pk)


def test_a_new_day_off_moves_the_day_by_one_and_keeps_what_was_told(
    running: Dossier, day: date, demo: dict[str, User], run_jobs: RunJobs
) -> None:
    told = running.due_on
    assert told
    run_jobs(lambda: rules.add_holiday(day=day, by=demo["quantri"], **DAY_OFF))

    moved, event = now(running), running.events.latest("seq")
    assert moved.due_on == add_working_days(told, 1, deadlines.calendar())
    assert (moved.promised_on, moved.appointment_on) == (told, told)
    assert (event.verb, event.by) == ("recount_due", None)
    assert (event.detail["before"], event.detail["after"]) == (told.isoformat(), f"{moved.due_on}")


def test_taken_back_the_day_is_again_what_it_was(
    running: Dossier, day: date, demo: dict[str, User], run_jobs: RunJobs
) -> None:
    row = run_jobs(lambda: rules.add_holiday(day=day, by=demo["quantri"], **DAY_OFF))
    run_jobs(lambda: rules.remove_holiday(holiday=row, by=demo["quantri"]))

    assert now(running).due_on == running.due_on
    assert running.events.filter(verb="recount_due").count() == 2


def test_run_twice_it_moves_nothing_twice(running: Dossier, day: date) -> None:
    Holiday.objects.create(day=day, **DAY_OFF)

    assert [row.pk for row in recount(day)] == [running.pk]
    assert list(recount(day)) == []


def test_a_clock_that_stands_still_and_what_has_ended_are_left_alone(running: Dossier, day: date) -> None:
    Holiday.objects.create(day=day, **DAY_OFF)
    clock.stop(running, until=day + timedelta(days=30))
    assert list(recount(day)) == []

    put_in_state(running, State.ARCHIVED)
    assert list(recount(day)) == []


def test_time_that_was_used_before_a_stop_stays_used(running: Dossier, clerk_user: User, day: date) -> None:
    before = running.due_on
    clock.stop(running)
    clock.resume(running, by=clerk_user)

    assert clock.counted_anew(now(running)) == before


@pytest.fixture
def off_hours(clerk_user: User) -> Dossier:
    """Accepted for last Saturday: it counts from the first working day after that."""
    today = timezone.localdate()
    saturday = today - timedelta(days=(today.weekday() - 5) % 7 or 7)
    received = datetime.combine(saturday, time(10), VIETNAM)
    draft = draft_of(clerk_user, "BHXH1L", received_at=received, received_reason="Nhận ngoài giờ")
    return registration.accept(dossier=draft, by=clerk_user)


def test_the_day_it_counts_from_moves_too_and_the_last_day_is_that_of_a_fresh_receipt(off_hours: Dossier) -> None:
    first = off_hours.receipts.get().counts_from
    Holiday.objects.create(day=first, **DAY_OFF)
    Holiday.objects.create(day=add_working_days(first, 3, deadlines.calendar()), **DAY_OFF)
    list(recount(first))

    receipt, office = off_hours.receipts.get(), off_hours.receiving_office
    assert receipt.counts_from == deadlines.counts_from(receipt.received_at, office) > first
    assert now(off_hours).due_on == deadlines.due_on(off_hours.procedure, receipt.counts_from)
    told = off_hours.events.get(verb="recount_start")
    assert (told.by, told.detail["before"], told.detail["after"]) == (None, f"{first}", f"{receipt.counts_from}")


def test_of_a_clock_that_stands_still_the_day_it_counts_from_moves_before_it_goes_on(off_hours: Dossier) -> None:
    first = off_hours.receipts.get().counts_from
    clock.stop(off_hours)
    put_in_state(off_hours, State.AWAITING_SUPPLEMENT)
    Holiday.objects.create(day=first, **DAY_OFF)

    assert list(recount(first)) == [] and now(off_hours).due_on == off_hours.due_on
    assert off_hours.receipts.get().counts_from > first
