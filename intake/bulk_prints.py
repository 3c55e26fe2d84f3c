"""How do the results of many dossiers get into one print run?"""

from __future__ import annotations

from collections import Counter
from typing import Final

from django.urls import reverse

from bhxh_archive.models import User
from bhxh_archive.ui.frame import Action
from intake.actions.returning import print_runs
from intake.bulk import DESPITE
from intake.models import Dossier, PrintLine
from intake.queries import results_told
from intake.queries.print_runs import open_run_of
from intake.rules import paperless_problems

GATHERED: Final = "Đã gom {sums} vào lượt in, chưa in bản nào. Bước tiếp: tạo tệp in."
DOCUMENTS, COPIES = "văn bản", "bản in"


def put_in(dossier: Dossier, user: User, entry: str) -> str:
    """Put a dossier into the person's open run; says what of it will be printed: `2 bản Quyết định …`."""
    lines = print_runs.put_in(dossier=dossier, by=user, despite=entry == DESPITE)
    return "; ".join(f"{line.copies} bản {line.result.title} số {line.result.number}" for line in lines)


def doubts(dossier: Dossier) -> str:
    """That the electronic copy was asked for, and what was done to its results since they were issued."""
    told = [f"{row} {remark}" for row in results_told(dossier) for remark in row.remarks.all()]
    return " ".join(paperless_problems(dossier) + told)


def sums(user: User, dossier: Dossier) -> dict[str, int]:
    """What a dossier that was just put in adds: documents and copies."""
    total: Counter[str] = Counter()
    for line in PrintLine.objects.filter(run=open_run_of(user), result__dossier=dossier):
        total += Counter({DOCUMENTS: 1, COPIES: line.copies})
    return dict(total)


def to_the_run(user: User) -> Action | None:
    """On to the open run, where the file is made."""
    run = open_run_of(user)
    return Action("Tạo tệp in", reverse("print_run", args=[run.pk]), method="get", kind="primary") if run else None
