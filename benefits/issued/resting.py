"""Which decision does an adjustment rest on, and what becomes of the adjustment when that one ends?"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from benefits.earlier.adjustments import adjusting
from benefits.earlier.changing import REVISION
from benefits.models import DocumentChange
from intake.models import Result

_Act = DocumentChange.Act


def ended_beneath(adjusting: Iterable[DocumentChange]) -> list[tuple[Result, DocumentChange]]:
    """The deciding document of each of these adjustments beside every change in force that ended the decision which it
    adjusts, or one further down; a query for each step down, none where nothing is adjusted."""
    resting: dict[int, list[Result]] = {}
    for row in adjusting:
        _put(resting, row, [row.by])
    found: list[tuple[Result, DocumentChange]] = []
    while resting:
        ended, resting = _down(resting)
        found += ended
    return found


def _down(resting: dict[int, list[Result]]) -> tuple[list[tuple[Result, DocumentChange]], dict[int, list[Result]]]:
    """Who rests on what has ended, and on which decision they rest in the next place."""
    below: dict[int, list[Result]] = {}
    ended = []
    ends = Q(earlier__in=resting) & ~Q(act__in=[_Act.ADJUSTS, _Act.CORRECTS])
    rows = DocumentChange.objects.in_force().filter(ends | Q(by__in=resting, act=_Act.ADJUSTS))
    for row in rows.select_related("by", "earlier"):
        if row.ends and row.earlier_id:
            ended += [(by, row) for by in resting[row.earlier_id]]
        else:
            _put(below, row, resting[row.by_id])
    return ended, below


def _put(resting: dict[int, list[Result]], row: DocumentChange, by: list[Result]) -> None:
    if row.earlier_id and row.act == _Act.ADJUSTS:
        resting.setdefault(row.earlier_id, []).extend(by)


def falls_with(change: DocumentChange) -> bool:
    """Whether what rests on the document named ends with it: on a grant it does; of an adjustment that adjusts another
    a person must say which amount holds."""
    return change.earlier is not None and change.earlier.kind != REVISION


def fallen_with(change: DocumentChange) -> list[DocumentChange]:
    """The adjustments that rest on the document which this change ends, be it one on the other, and that nothing ended
    before; some queries where it ends one of this system, else none."""
    if not (change.ends and change.earlier):
        return []
    return adjusting(change.earlier)
