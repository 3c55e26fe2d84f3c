"""How are the lines of a long list computed, and the clean ones settled, while nobody waits for the page?

A worker does it a part at a time. Each is kept by itself, so that others may work on the list meanwhile and a worker
that ends loses one at most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from benefits.actions.settling_lines import (
    approve_clean,
    calculate_lines,
    calculate_part,
    note_calculated,
    settle_lines,
)
from benefits.lists.lines import lines_to_settle
from bhxh_archive.jobs import enqueue
from bhxh_archive.models import Job, User
from intake.models import Dossier
from intake.queries import list_of

AT_ONCE: Final = 300
"""Lines that are computed while the officer waits, which takes less than a second."""
_PART: Final = 500
CALCULATING: Final = "benefits.tasks.calculate_lines"
APPROVING: Final = "benefits.tasks.approve_clean"


def job_key(dossier: Dossier) -> str:
    """Under which key all lines of a dossier are computed or settled: one of both at a time."""
    return f"all_lines:{dossier.pk}"


def calculate_or_queue(*, dossier: Dossier, by: User) -> dict[str, int] | None:
    """Compute every line as `settling_lines.calculate_lines`, or have a worker do it where they are many: None.

    Raises NotAllowed, NotNow, NotValid without a list, in either case at once.
    """
    if (total := len(_ids(dossier))) <= AT_ONCE:
        return calculate_lines(dossier=dossier, by=by)
    _queue(CALCULATING, dossier, total, by)
    return None


def approve_or_queue(*, dossier: Dossier, by: User) -> int | None:
    """`settling_lines.approve_clean`, or None as `calculate_or_queue`; raises as that."""
    if (total := len(_ids(dossier))) <= AT_ONCE:
        return approve_clean(dossier=dossier, by=by)
    _queue(APPROVING, dossier, total, by)
    return None


def _queue(task: str, dossier: Dossier, total: int, by: User) -> None:
    calculate_part(dossier=dossier, ids=[], by=by)  # who may not is told at once
    enqueue(task, key=job_key(dossier), lane=Job.Lane.SLOW, priority=50, total=total, by=by,
            dossier_id=dossier.pk, user_id=by.pk)  # fmt: skip


def _ids(dossier: Dossier) -> list[int]:
    found = list_of(dossier)
    return list(lines_to_settle(found).values_list("pk", flat=True)) if found else []


def calculate_in_parts(*, dossier: Dossier, by: User, tell: Callable[[int], None]) -> None:
    """Compute every line; tells after each part how many are done. Safe to run twice; raises as `calculate_lines`."""
    counts = Counter[str]()
    for part in _parts(dossier, tell):
        counts.update(calculate_part(dossier=dossier, ids=part, by=by))
    note_calculated(dossier=dossier, counts=counts, by=by)


def approve_in_parts(*, dossier: Dossier, by: User, tell: Callable[[int], None]) -> None:
    """Settle every open line that is clean when it is computed anew; else as `calculate_in_parts`."""
    for part in _parts(dossier, tell):
        settle_lines(dossier=dossier, ids=part, by=by, only_clean=True)


def _parts(dossier: Dossier, tell: Callable[[int], None]) -> Iterator[list[int]]:
    ids = _ids(dossier)
    for first in range(0, len(ids), _PART):
        yield ids[first : first + _PART]
        tell(min(first + _PART, len(ids)))
