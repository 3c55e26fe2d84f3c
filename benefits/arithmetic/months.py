"""What is a month of contribution, and how are months counted, listed and written?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import overload

_MONTH_FIRST = re.compile(r"(?:(?P<day>\d{1,2})[./-])?(?P<month>\d{1,2})[./-](?P<year>\d{4})")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?")


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month; ordered, hashable, written MM/YYYY. Raises ValueError for a month that does not exist."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1900 <= self.year <= 2999):
            raise ValueError(f"no such month: {self.month}/{self.year}")

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """From 06/2026, 6-2026, 06.2026 or 2026-06; a whole day (15/06/2026, 2026-06-15) stands for its month.

        Raises ValueError, also for a day that is in no calendar: 30/02/2026 may have been meant as any month.
        """
        match = _MONTH_FIRST.fullmatch(text.strip()) or _YEAR_FIRST.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"not a month: {text!r}")
        month = cls(int(match["year"]), int(match["month"]))
        return cls.of(date(month.year, month.month, int(match["day"]))) if match["day"] else month

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return (self + 1).first_day - timedelta(days=1)

    def __add__(self, months: int) -> "Month":
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    @overload
    def __sub__(self, other: "Month") -> int: ...
    @overload
    def __sub__(self, other: int) -> "Month": ...
    def __sub__(self, other: "Month | int") -> "Month | int":
        """Months from `other` to this one, or the month that lies `other` months before."""
        if isinstance(other, int):
            return self + -other
        return (self.year - other.year) * 12 + self.month - other.month

    def __str__(self) -> str:
        return f"{self.month:02d}/{self.year}"


def each_month(start: Month, end: Month) -> Iterator[Month]:
    """Every month from `start` to `end`, both inclusive; nothing when reversed."""
    for step in range(end - start + 1):
        yield start + step
