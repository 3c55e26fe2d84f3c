"""On which day does a period end: working days, holidays, make-up Saturdays, stopped clocks?

Pure arithmetic over a `Calendar`; the days themselves are data. Day 0 is the day of full receipt and is not counted
(Civil Code art 147); a period that ends on a day off ends on the next working day (Civil Code art 148.5).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
_DAY = timedelta(days=1)
_SATURDAY = 5


class DeadlineKind(StrEnum):
    """How the days of a deadline are counted; the three kinds that the published procedures use."""

    WORKING_DAYS = "WORKING_DAYS"
    CALENDAR_DAYS = "CALENDAR_DAYS"
    CALENDAR_DAYS_NO_HOLIDAYS = "CALENDAR_DAYS_NO_HOLIDAYS"


@dataclass(frozen=True)
class Calendar:
    """Off days on weekdays or weekends, and Saturdays that are worked; a day in both is off."""

    holidays: frozenset[date] = field(default_factory=frozenset)
    working_saturdays: frozenset[date] = field(default_factory=frozenset)

    def is_holiday(self, day: date) -> bool:
        return day in self.holidays

    def is_working(self, day: date) -> bool:
        if day in self.holidays:
            return False
        return day.weekday() < _SATURDAY or day in self.working_saturdays


@dataclass(frozen=True)
class Pause:
    """A stopped clock: the days after `stopped`, up to and including `resumed`, do not count.

    Like day 0, the day of an event is whole: the day of stopping still counts, the day of resuming does not.
    """

    stopped: date
    resumed: date

    def __post_init__(self) -> None:
        if self.resumed < self.stopped:
            raise ValueError(f"clock resumed {self.resumed} before it stopped {self.stopped}")

    def covers(self, day: date) -> bool:
        return self.stopped < day <= self.resumed


def due(start: date, amount: int, kind: DeadlineKind, calendar: Calendar, pauses: Sequence[Pause] = ()) -> date:
    """Last day of a period of `amount` days that starts after `start` (day 0). Always a working day.

    Raises ValueError when `amount` is negative. While a clock stands still there is no due date: close the pause first.
    """
    if amount < 0:
        raise ValueError(f"negative deadline: {amount}")
    days = _running_days(start, pauses)
    last = start
    for _ in range(amount):
        last = next(day for day in days if _counts(day, kind, calendar))
    return last if calendar.is_working(last) else next(day for day in days if calendar.is_working(day))


def start_day(received: datetime, cutoff: time, calendar: Calendar) -> date:
    """Day 0 in Vietnam: the day of receipt, or the next working day when received after `cutoff` or on a day off.

    Raises ValueError for a time without a zone.
    """
    if received.tzinfo is None:
        raise ValueError("time of receipt has no time zone")
    local = received.astimezone(VIETNAM)
    day = local.date()
    late = local.time() > cutoff
    return day if calendar.is_working(day) and not late else next_working_day(day, calendar)


def next_working_day(day: date, calendar: Calendar) -> date:
    """First working day after `day`."""
    return next(candidate for candidate in _running_days(day, ()) if calendar.is_working(candidate))


def add_working_days(day: date, amount: int, calendar: Calendar) -> date:
    """`amount` working days after `day` (0 gives `day`, or the next working day when it is off)."""
    return due(day, amount, DeadlineKind.WORKING_DAYS, calendar)


def calendar_of(days: Iterable[tuple[date, bool]]) -> Calendar:
    """Calendar from (day, is_off) rows: off days, and the make-up days that are worked."""
    rows = list(days)
    return Calendar(frozenset(day for day, off in rows if off), frozenset(day for day, off in rows if not off))


def _counts(day: date, kind: DeadlineKind, calendar: Calendar) -> bool:
    match kind:
        case DeadlineKind.WORKING_DAYS:
            return calendar.is_working(day)
        case DeadlineKind.CALENDAR_DAYS_NO_HOLIDAYS:
            return not calendar.is_holiday(day)
        case DeadlineKind.CALENDAR_DAYS:
            return True


def _running_days(start: date, pauses: Sequence[Pause]) -> Iterator[date]:
    """Every day after `start` on which the clock runs."""
    day = start
    while True:
        day += _DAY
        if not any(pause.covers(day) for pause in pauses):
            yield day
