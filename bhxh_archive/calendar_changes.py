"""Who has to count again when a day becomes a holiday, a make-up day, or neither? Rooms register their work here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bhxh_archive.jobs import enqueue
from bhxh_archive.models import Job, User


@dataclass(frozen=True)
class Moved:
    """One open dossier whose day by the law was moved: its number and office, no person."""

    number: str
    office: str
    before: date
    after: date


@dataclass(frozen=True)
class Effect:
    """What a change of one day means: how many open dossiers are `counted` anew, how many were `told` that very day,
    how many it moved so far (`moved_all`), and one page of these. `following` is the id of the last dossier on the
    page where more follow, otherwise 0."""

    counted: int
    told: int
    moved_all: int
    moved: Sequence[Moved]
    following: int = 0


EffectOf = Callable[[date, int], Effect]
"""Of a day, with the page of moved dossiers behind the one with that id."""
_watchers: Final[list[str]] = []
_effects: Final[list[EffectOf]] = []


def register(task: str, effect: EffectOf) -> None:
    """Name the work `task(job, day="YYYY-MM-DD")` that follows every change of a day, and who can say what it means."""
    if task not in _watchers:
        _watchers.append(task)
        _effects.append(effect)


def effects_of(day: date, after: int = 0) -> list[Effect]:
    """What a change of this day means to each room that counts by the calendar."""
    return [effect(day, after) for effect in _effects]


def calendar_changed(day: date, *, change: int, by: User) -> None:
    """Queue what follows, once the caller's transaction commits; `change` is its row in the log."""
    for task in _watchers:
        enqueue(task, key=f"{task}:{change}", lane=Job.Lane.SLOW, priority=90, by=by, day=day.isoformat())
