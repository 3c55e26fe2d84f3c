"""Which rows of a history share months, and in how many sentences is it said?

One for each pair while there are no more pairs than rows; a history that was pasted twice over has pairs by the square
of its rows, and there each row says it once, of all the others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import islice
from typing import Final, NamedTuple

from benefits.arithmetic.months import Month, each_month
from benefits.arithmetic.steps import Finding
from bhxh_archive.money import dong

NAMED: Final = 5
"""Of the others that a row shares months with, how many its sentence names."""
MOST_MONTHS: Final = 12
"""A finding lists no more months than these: a slip in the year makes a row of centuries."""


class Stretch(NamedTuple):
    """Months `start` to `end` (inclusive) of the row at `place`."""

    start: Month
    place: int
    end: Month


class Sharing(NamedTuple):
    """A row with those that begin before it and still run: how many, and the first of them; how many begin later."""

    row: Stretch
    earlier: int
    first: tuple[Stretch, ...]
    later: int


def overlaps(ordered: Sequence[Stretch], told: Sequence[int]) -> list[Finding]:
    """Findings OVERLAP on stretches in order of time: at most as many as there are rows. `told` as in `periods.check`.

    Takes time by n log n.
    """
    shared = list(_sharing(ordered))
    if sum(one.earlier for one in shared) <= len(shared):
        return list(_pairs(ordered, told))
    return [_row(one, ordered, place, told) for place, one in enumerate(shared) if one.earlier + one.later]


def first_months(start: Month, end: Month) -> tuple[Month, ...]:
    """The months from `start` to `end`, as many of them as a finding lists."""
    return tuple(islice(each_month(start, end), MOST_MONTHS))


def _sharing(ordered: Sequence[Stretch]) -> Iterator[Sharing]:
    starts = [row.start for row in ordered]
    running: OrderedDict[int, Stretch] = OrderedDict()  # a plain dict walks over what was taken out of its beginning
    ends: list[tuple[Month, int]] = []
    for place, row in enumerate(ordered):
        while ends and ends[0][0] < row.start:
            del running[heappop(ends)[1]]
        later = bisect_right(starts, row.end) - place - 1
        yield Sharing(row, len(running), tuple(islice(running.values(), NAMED)), later)
        running[row.place] = row
        heappush(ends, (row.end, row.place))


def _pairs(ordered: Sequence[Stretch], told: Sequence[int]) -> Iterator[Finding]:
    """A row need only look at those that still run: where pairs are few, they are few as well."""
    running: list[Stretch] = []
    for row in ordered:
        running = [earlier for earlier in running if earlier.end >= row.start]
        yield from (_pair(earlier, row, told) for earlier in running)
        running.append(row)


def _pair(earlier: Stretch, later: Stretch, told: Sequence[int]) -> Finding:
    first, second = sorted((earlier.place, later.place))
    end = min(earlier.end, later.end)
    message = (f"Dòng {told[first]} và dòng {told[second]} trùng nhau {end - later.start + 1} tháng, "
               f"từ {later.start}.")  # fmt: skip
    return Finding("OVERLAP", message, (first, second), first_months(later.start, end), severity="error")


def _row(one: Sharing, ordered: Sequence[Stretch], place: int, told: Sequence[int]) -> Finding:
    count = one.earlier + one.later
    named = [*one.first, *ordered[place + 1 : place + 1 + one.later][:NAMED]][:NAMED]
    rows = ", ".join(str(told[row.place]) for row in named)
    more = " …" if count > NAMED else "."
    message = f"Dòng {told[one.row.place]} trùng tháng với {dong(count)} dòng khác: dòng {rows}{more}"
    shares = named[0]
    months = first_months(max(shares.start, one.row.start), min(shares.end, one.row.end))
    return Finding("OVERLAP", message, (one.row.place,), months, severity="error")
