"""Do periods end on the day the law says, with the real holidays of 2025-2027?"""

import json
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bhxh_archive.workdays import (
    VIETNAM,
    Calendar,
    DeadlineKind,
    Pause,
    add_working_days,
    calendar_of,
    due,
    next_working_day,
    start_day,
)

HOLIDAYS = Path(__file__).parents[2] / "fixtures" / "catalogue" / "holidays.json"
ROWS = json.loads(HOLIDAYS.read_text(encoding="utf-8"))
CALENDAR = calendar_of((date.fromisoformat(row["day"]), row["kind"] == "off") for row in ROWS)
WORKING = DeadlineKind.WORKING_DAYS
NO_HOLIDAYS = DeadlineKind.CALENDAR_DAYS_NO_HOLIDAYS

days = st.dates(min_value=date(2025, 1, 1), max_value=date(2027, 10, 31))
amounts = st.integers(min_value=0, max_value=45)
kinds = st.sampled_from(DeadlineKind)


@pytest.mark.parametrize(
    ("start", "amount", "kind", "expected"),
    [
        (date(2026, 2, 13), 7, WORKING, date(2026, 3, 3)),
        (date(2026, 8, 20), 7, WORKING, date(2026, 8, 28)),
        (date(2026, 4, 23), 10, WORKING, date(2026, 5, 12)),
        (date(2026, 11, 20), 7, WORKING, date(2026, 12, 2)),
        (date(2026, 12, 24), 7, WORKING, date(2027, 1, 5)),
        (date(2026, 2, 10), 20, NO_HOLIDAYS, date(2026, 3, 9)),
        (date(2026, 11, 23), 20, NO_HOLIDAYS, date(2026, 12, 14)),
    ],
)
def test_deadlines_of_the_brief(start: date, amount: int, kind: DeadlineKind, expected: date) -> None:
    assert due(start, amount, kind, CALENDAR) == expected


def test_an_unconfirmed_holiday_can_be_switched_off() -> None:
    without = Calendar(CALENDAR.holidays - {date(2026, 11, 24)}, CALENDAR.working_saturdays)
    assert due(date(2026, 11, 20), 7, WORKING, without) == date(2026, 12, 1)


def test_calendar_days_count_holidays_but_do_not_end_on_one() -> None:
    assert due(date(2026, 2, 6), 10, DeadlineKind.CALENDAR_DAYS, CALENDAR) == date(2026, 2, 23)


def test_holiday_data_is_sound() -> None:
    assert [row["day"] for row in ROWS] == sorted({row["day"] for row in ROWS})
    assert {row["kind"] for row in ROWS} == {"off", "make_up"}
    assert all(day.weekday() == 5 for day in CALENDAR.working_saturdays)
    assert all(day.weekday() < 5 for day in CALENDAR.holidays)
    assert {day.year for day in CALENDAR.holidays} == {2025, 2026, 2027}
    assert all(set(row) == {"day", "kind", "name", "source", "confirmed"} for row in ROWS)


@given(days, amounts, kinds)
def test_a_period_never_ends_on_a_day_off(start: date, amount: int, kind: DeadlineKind) -> None:
    last = due(start, amount, kind, CALENDAR)
    assert CALENDAR.is_working(last)
    assert last >= start


@given(days, amounts, kinds)
def test_longer_periods_never_end_earlier(start: date, amount: int, kind: DeadlineKind) -> None:
    assert due(start, amount, kind, CALENDAR) <= due(start, amount + 1, kind, CALENDAR)


def working_days(start: date, end: date) -> int:
    """Working days in (start, end], counted one by one."""
    following = (start + timedelta(days=step) for step in range(1, (end - start).days + 1))
    return sum(map(CALENDAR.is_working, following))


@given(days, amounts)
def test_counting_back_gives_the_amount(start: date, amount: int) -> None:
    day_zero = next_working_day(start, CALENDAR)
    assert working_days(day_zero, due(day_zero, amount, WORKING, CALENDAR)) == amount


@given(days, st.integers(1, 20), st.data())
def test_stopping_for_n_working_days_moves_the_end_by_n(start: date, amount: int, data: st.DataObject) -> None:
    day_zero = next_working_day(start, CALENDAR)
    stopped = add_working_days(day_zero, data.draw(st.integers(0, amount - 1)), CALENDAR)
    resumed = stopped + timedelta(days=data.draw(st.integers(0, 40)))
    stood_still = working_days(stopped, resumed)
    plain = due(day_zero, amount, WORKING, CALENDAR)
    moved = due(day_zero, amount, WORKING, CALENDAR, [Pause(stopped, resumed)])
    assert moved == add_working_days(plain, stood_still, CALENDAR)


@given(days, amounts, kinds, st.integers(0, 30))
def test_a_stop_after_the_end_changes_nothing(start: date, amount: int, kind: DeadlineKind, length: int) -> None:
    last = due(start, amount, kind, CALENDAR)
    assert due(start, amount, kind, CALENDAR, [Pause(last, last + timedelta(days=length))]) == last


@given(st.lists(days, min_size=2, max_size=4), amounts, kinds)
def test_overlapping_stops_count_once(marks: list[date], amount: int, kind: DeadlineKind) -> None:
    ordered = sorted(marks)
    whole = due(ordered[0], amount, kind, CALENDAR, [Pause(ordered[0], ordered[-1])])
    pieces = [Pause(one, other) for one, other in pairwise(ordered)] + [Pause(ordered[0], ordered[-1])]
    assert due(ordered[0], amount, kind, CALENDAR, pieces) == whole


def test_receipt_after_the_hour_counts_from_the_next_working_day() -> None:
    cutoff = time(17, 0)
    friday = datetime(2026, 11, 20, 17, 0, tzinfo=VIETNAM)
    assert start_day(friday, cutoff, CALENDAR) == date(2026, 11, 20)
    assert start_day(friday + timedelta(seconds=1), cutoff, CALENDAR) == date(2026, 11, 23)
    assert start_day(datetime(2026, 11, 22, 9, 0, tzinfo=VIETNAM), cutoff, CALENDAR) == date(2026, 11, 23)
    assert start_day(datetime(2026, 8, 22, 9, 0, tzinfo=VIETNAM), cutoff, CALENDAR) == date(2026, 8, 22)


def test_the_legal_day_is_the_day_in_vietnam() -> None:
    late_evening_utc = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert start_day(late_evening_utc, time(17, 0), CALENDAR) == date(2026, 11, 23)


def test_impossible_questions_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        due(date(2026, 1, 5), -1, WORKING, CALENDAR)
    with pytest.raises(ValueError, match="resumed"):
        Pause(date(2026, 1, 6), date(2026, 1, 5))
    with pytest.raises(ValueError, match="zone"):
        start_day(datetime(2026, 1, 5, 9, 0), time(17, 0), CALENDAR)
