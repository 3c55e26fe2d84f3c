"""Who has to count again when a day becomes a holiday, a make-up day, or neither? Rooms register their work here."""

from __future__ import annotations

from datetime import date
from typing import Final

from bhxh_archive.jobs import enqueue
from bhxh_archive.models import Job, User

_watchers: Final[list[str]] = []


def register(task: str) -> None:
    """Name the work `task(job, day="YYYY-MM-DD")` that follows every change of a day of the calendar."""
    if task not in _watchers:
        _watchers.append(task)


def calendar_changed(day: date, *, change: int, by: User) -> None:
    """Queue what follows, once the caller's transaction commits; `change` is its row in the log."""
    for task in _watchers:
        enqueue(task, key=f"{task}:{change}", lane=Job.Lane.SLOW, priority=90, by=by, day=day.isoformat())
