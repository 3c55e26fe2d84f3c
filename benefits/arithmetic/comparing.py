"""Where do two records of one person's contributions agree, month by month, and where not?

The one is what was typed from the book, the other the export of the collection department. Nothing is merged: every
difference is a span of months for an officer to settle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from benefits.arithmetic.months import Month, each_month
from benefits.arithmetic.periods import Period

FIELDS = ("regime", "salary", "coefficient", "allowances", "exclusion")
"""What two rows must agree in; employer and job are words that each side writes in its own way."""


class Kind(StrEnum):
    """How a span of months stands in the two records."""

    SAME = "SAME"
    DIFFERS = "DIFFERS"
    ONLY_FIRST = "ONLY_FIRST"
    ONLY_SECOND = "ONLY_SECOND"


@dataclass(frozen=True)
class Span:
    """Months `start` to `end` (inclusive) that stand alike. `first` and `second` are the positions of the rows that
    cover them, several where rows of one record overlap; `fields` is what they differ in."""

    start: Month
    end: Month
    kind: Kind
    first: tuple[int, ...]
    second: tuple[int, ...]
    fields: tuple[str, ...] = ()

    @property
    def months(self) -> int:
        return self.end - self.start + 1


def compared(first: Sequence[Period], second: Sequence[Period]) -> list[Span]:
    """Every month of either record once, in spans that are as long as they can be, oldest first."""
    here, there = _by_month(first), _by_month(second)
    months = sorted(here.keys() | there.keys())
    judged = [_judged(month, here.get(month, ()), there.get(month, ()), first, second) for month in months]
    return list(_joined(judged))


def differences(first: Sequence[Period], second: Sequence[Period]) -> list[Span]:
    """The spans that an officer has to settle."""
    return [span for span in compared(first, second) if span.kind is not Kind.SAME]


def taken_over(first: Sequence[Period], second: Sequence[Period], spans: Sequence[Span]) -> list[Period]:
    """The rows of `first`, in the months of `spans` those of `second`: rows are cut where a span begins or ends in
    their middle. `spans` are some of what `compared(first, second)` found."""
    rows = list(first)
    for span in spans:
        rows = [part for row in rows for part in _outside(row, span)]
        rows += [_within(second[place], span) for place in span.second]
    return sorted(rows, key=lambda row: row.start)


def _outside(row: Period, span: Span) -> list[Period]:
    """What is left of a row before and after the span."""
    if row.end < span.start or span.end < row.start:
        return [row]
    before = [replace(row, end=span.start - 1)] if row.start < span.start else []
    return before + ([replace(row, start=span.end + 1)] if span.end < row.end else [])


def _within(row: Period, span: Span) -> Period:
    return replace(row, start=max(row.start, span.start), end=min(row.end, span.end))


def _by_month(periods: Sequence[Period]) -> dict[Month, tuple[int, ...]]:
    """Month -> positions of the rows that cover it. Rows that end before they begin cover none."""
    found: dict[Month, tuple[int, ...]] = {}
    for index, period in enumerate(periods):
        for month in each_month(period.start, period.end):
            found[month] = (*found.get(month, ()), index)
    return found


def _judged(
    month: Month, here: tuple[int, ...], there: tuple[int, ...], first: Sequence[Period], second: Sequence[Period]
) -> Span:
    if not there:
        return Span(month, month, Kind.ONLY_FIRST, here, there)
    if not here:
        return Span(month, month, Kind.ONLY_SECOND, here, there)
    fields = _fields([first[index] for index in here], [second[index] for index in there])
    return Span(month, month, Kind.DIFFERS if fields else Kind.SAME, here, there, fields)


def _fields(here: Sequence[Period], there: Sequence[Period]) -> tuple[str, ...]:
    """What two lists of rows of one month differ in; one row against two differs in their number alone."""
    if len(here) != len(there):
        return ("rows",)
    return tuple(name for name in FIELDS if _values(here, name) != _values(there, name))


def _values(rows: Sequence[Period], name: str) -> list[str]:
    """The values of one field, in an order of their own: 5 and 5.00 đồng are one amount."""
    values = [getattr(row, name) for row in rows]
    return sorted("" if value is None else str(value.normalize() if hasattr(value, "normalize") else value)
                  for value in values)  # fmt: skip


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    """Months that follow each other and stand alike are one span."""

    def run(numbered: tuple[int, Span]) -> tuple[object, ...]:
        number, span = numbered
        place = span.start.year * 12 + span.start.month - number
        return place, span.kind, span.first, span.second, span.fields

    for _, group in groupby(enumerate(spans), key=run):
        members = [span for _, span in group]
        yield Span(members[0].start, members[-1].end, *_alike(members[0]))


def _alike(span: Span) -> tuple[Kind, tuple[int, ...], tuple[int, ...], tuple[str, ...]]:
    return span.kind, span.first, span.second, span.fields
