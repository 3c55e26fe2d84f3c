"""How do tests put an employer's list into a dossier without waiting for a worker?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bhxh_archive.models import User
from intake.actions.lists.lists import receive_list
from intake.models import ComponentType, Dossier, ListImport, ListLine
from intake.queries import line_counts, line_paper_types, list_of
from tests.intake.conftest import draft_of
from tests.intake.sheets import UNIT

RunJobs = Callable[[Callable[[], Any]], Any]
BOSS = {"role": "submitter", "full_name": "Lê Thị Kế Toán"}


def sickness(clerk: User, **fields: Any) -> Dossier:
    """A draft that an employer hands in for sick workers."""
    return draft_of(clerk, "OMDAU", persons=[BOSS], **fields)


def read_in(run_jobs: RunJobs, dossier: Dossier, content: bytes, by: User, part: str = "1", **unit: Any) -> ListImport:
    """Send a file and let the worker read it."""
    row = run_jobs(lambda: receive_list(dossier=dossier, unit=UNIT | unit, part=part, name="ds.xlsx", chunks=[content],
                                        by=by))  # fmt: skip
    return ListImport.objects.get(pk=row.pk)


def counts(dossier: Dossier) -> dict[str, int]:
    """Standing -> number of lines."""
    found = list_of(dossier)
    assert found
    return line_counts(found)


def line(dossier: Dossier, name: str) -> ListLine:
    """The line of that name."""
    return ListLine.objects.get(list__dossier=dossier, full_name=name)


def paper_kind(dossier: Dossier, code: str) -> ComponentType:
    """A paper that lines may have, by its code: the procedure's own where several have it."""
    return line_paper_types(dossier).filter(code=code)[0]
