"""Which scanners does an office scan with, and how does a dossier's scan go?"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from bhxh_archive.administration.queries import offices_within
from bhxh_archive.administration.reach import Reach
from intake.models import Dossier, Scanner, ScanRun, Upload


def scanners_for(dossier: Dossier) -> QuerySet[Scanner]:
    """The confirmed scanners of the office that received the dossier."""
    return confirmed_scanners(dossier.receiving_office_id)


def confirmed_scanners(office_id: int) -> QuerySet[Scanner]:
    return Scanner.objects.filter(office=office_id, removed_at=None).exclude(confirmed_at=None)


def scanners_within(reach: Reach) -> QuerySet[Scanner]:
    """What an administrator keeps: the scanners, proposals among them, of the offices within reach."""
    rows = Scanner.objects.filter(removed_at=None, office__in=offices_within(reach))
    return (
        rows.select_related("office", "confirmed_by").prefetch_related("office__names").order_by("office", "name", "id")
    )


def busy_with(scanner: Scanner) -> ScanRun | None:
    """The scan that a scanner is at, or that waits for it."""
    return ScanRun.objects.filter(scanner=scanner, state__in=ScanRun.OPEN).select_related("by").first()


def open_runs(scanners: Iterable[Scanner]) -> dict[int, ScanRun]:
    """Scanner id -> the scan that it is at, in one query."""
    runs = ScanRun.objects.filter(scanner__in=list(scanners), state__in=ScanRun.OPEN).select_related("by")
    return {run.scanner_id: run for run in runs}


def newest_run(dossier: Dossier) -> ScanRun | None:
    """The scan that a dossier's page tells of."""
    return ScanRun.objects.filter(dossier=dossier).select_related("scanner", "by").first()


def files_kept(run: ScanRun) -> int:
    """How many files of a scan lie in the dossier, whatever was counted."""
    return Upload.objects.filter(folder=run.dossier.folder_id, name__startswith=run.file_prefix).count()
