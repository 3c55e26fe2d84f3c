"""Where do two records of one person's contributions agree, month by month, and where not?

The one is what was typed from the book, the other the export of the collection department. Nothing is merged: every
difference is a span of months for an officer to settle.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise, takewhile

from benefits.arithmetic.months import Month
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
    here, there = _Reading.of(first), _Reading.of(second)
    return list(_joined(_judged(start, end, one, other, here, there)
                        for start, end, one, other in _cut(first, second) if one or other))  # fmt: skip


def differences(first: Sequence[Period], second: Sequence[Period]) -> list[Span]:
    """The spans that an officer has to settle."""
    return [span for span in compared(first, second) if span.kind is not Kind.SAME]


def taken_over(first: Sequence[Period], second: Sequence[Period], spans: Sequence[Span]) -> list[Period]:
    """The rows of `first`, in the months of `spans` those of `second`: rows are cut where a span begins or ends in
    their middle. `spans` are some of what `compared(first, second)` found."""
    ordered = sorted(spans, key=lambda span: span.start)
    ends = [span.end for span in ordered]
    rows = [part for row in first for part in _outside(row, ordered[bisect_left(ends, row.start) :])]
    rows += [_within(second[place], span) for span in spans for place in span.second]
    return sorted(rows, key=lambda row: row.start)


def _outside(row: Period, spans: Iterable[Span]) -> Iterator[Period]:
    """What is left of a row between the spans, of which none ends before it."""
    start = row.start
    for span in takewhile(lambda span: span.start <= row.end, spans):
        if start < span.start:
            yield replace(row, start=start, end=span.start - 1)
        if span.end >= row.end:
            return
        start = span.end + 1
    yield replace(row, start=start)


def _within(row: Period, span: Span) -> Period:
    return replace(row, start=max(row.start, span.start), end=min(row.end, span.end))


@dataclass(frozen=True)
class _Reading:
    """The values of each row in each field, as they compare: 5 and 5.00 đồng are one amount."""

    values: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, periods: Sequence[Period]) -> _Reading:
        return cls({name: [_value(period, name) for period in periods] for name in FIELDS})

    def at(self, places: Sequence[int], name: str) -> list[str]:
        """The values of one field in these rows, in an order of their own."""
        return sorted(self.values[name][place] for place in places)


def _value(row: Period, name: str) -> str:
    value = getattr(row, name)
    return "" if value is None else str(value.normalize() if hasattr(value, "normalize") else value)


def _cut(
    first: Sequence[Period], second: Sequence[Period]
) -> Iterator[tuple[int, int, tuple[int, ...], tuple[int, ...]]]:
    """Months (counted from the year 0) from where a row begins or ends to where the next one does, with the rows of
    either record that cover them. Rows that end before they begin cover none."""
    events: dict[int, list[tuple[int, int, bool]]] = defaultdict(list)
    for side, periods in enumerate((first, second)):
        for index, period in enumerate(periods):
            if period.start <= period.end:
                events[_count(period.start)].append((side, index, True))
                events[_count(period.end) + 1].append((side, index, False))
    running: tuple[set[int], set[int]] = (set(), set())
    for start, following in pairwise(sorted(events)):
        for side, index, begins in events[start]:
            (running[side].add if begins else running[side].discard)(index)
        yield start, following - 1, tuple(sorted(running[0])), tuple(sorted(running[1]))


def _count(month: Month) -> int:
    return month.year * 12 + month.month - 1


def _month(count: int) -> Month:
    year, month = divmod(count, 12)
    return Month(year, month + 1)


def _judged(
    start: int, end: int, one: tuple[int, ...], other: tuple[int, ...], here: _Reading, there: _Reading
) -> Span:
    months = _month(start), _month(end)
    if not other:
        return Span(*months, Kind.ONLY_FIRST, one, other)
    if not one:
        return Span(*months, Kind.ONLY_SECOND, one, other)
    fields = _fields(one, other, here, there)
    return Span(*months, Kind.DIFFERS if fields else Kind.SAME, one, other, fields)


def _fields(one: Sequence[int], other: Sequence[int], here: _Reading, there: _Reading) -> tuple[str, ...]:
    """What two lists of rows of one month differ in; one row against two differs in their number alone."""
    if len(one) != len(other):
        return ("rows",)
    return tuple(name for name in FIELDS if here.at(one, name) != there.at(other, name))


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans that follow each other and stand alike are one."""
    kept: Span | None = None
    for span in spans:
        if kept and span.start - kept.end == 1 and _alike(span) == _alike(kept):
            kept = replace(kept, end=span.end)
            continue
        if kept:
            yield kept
        kept = span
    if kept:
        yield kept


def _alike(span: Span) -> tuple[Kind, tuple[int, ...], tuple[int, ...], tuple[str, ...]]:
    return span.kind, span.first, span.second, span.fields
