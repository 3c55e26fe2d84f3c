"""Which piles of results does a desk print, and which documents lie in one?"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from django.db.models import Count, Prefetch, QuerySet, Sum

from bhxh_archive.models import User
from intake.models import Dossier, PrintLine, PrintRun
from intake.queries.delivery import returned_among
from intake.queries.dossiers import with_faces

RIGHT: Final = "intake.hand_over"


def print_runs(user: User) -> QuerySet[PrintRun]:
    """The runs of the offices where this person gives results out, newest first, with how much each prints."""
    rows = PrintRun.objects.filter(office__in=user.offices_with(RIGHT)).select_related(
        "office", "by", "closed_by", "file"
    )
    return rows.annotate(
        documents=Count("lines"), dossiers=Count("lines__result__dossier", distinct=True), copies=Sum("lines__copies")
    ).order_by("-pk")


def mark(run: PrintRun) -> str:
    """How far the run is and with how many documents, as a page that shows it remembers it."""
    return f"{run.state}-{run.lines.count()}"


def print_lines(run: PrintRun) -> list[PrintLine]:
    """The documents in the order in which they are printed: dossier by dossier as they were put in."""
    faces = Prefetch("result__dossier", with_faces(Dossier.objects.all()))
    return list(
        run.lines.select_related("result", "version__file").prefetch_related(faces, "result__remarks").order_by("pk")
    )


def doubtful_lines(lines: Collection[PrintLine]) -> set[int]:
    """Ids of the lines that are printed only knowingly: in force no longer, or returned since they were put in."""
    returned = returned_among({line.result.dossier_id: line.result.dossier for line in lines}.values())
    return {line.pk for line in lines if line.result.ended or line.result.dossier_id in returned}


def open_run_of(user: User) -> PrintRun | None:
    """The run into which this person puts dossiers now."""
    return PrintRun.objects.filter(by=user, state=PrintRun.State.OPEN).last()


def live_lines_of(dossier: Dossier) -> list[PrintLine]:
    """The documents of this dossier in such runs."""
    rows = PrintLine.objects.filter(result__dossier=dossier, run__closed_at=None)
    return list(rows.select_related("run", "result").order_by("run", "pk"))


def live_runs_of(dossier: Dossier) -> QuerySet[PrintRun]:
    """Runs that are still to be printed with documents of this dossier."""
    return PrintRun.objects.filter(lines__result__dossier=dossier, closed_at=None).distinct()
