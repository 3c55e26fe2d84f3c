"""Which scanners does an office scan with, and how does a scan into a dossier or into the tray go?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Final

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone

from bhxh_archive.administration.queries import offices_within
from bhxh_archive.administration.reach import Reach
from bhxh_archive.models import Job, User
from intake.models import Dossier, ScanFile, Scanner, ScanRun, Upload

TOLD_WITHIN: Final = timedelta(days=1)
NEWEST: Final = 8
"""Pages of a running scan that the tray shows."""
RUNS: Final = 8


def scanners_for(dossier: Dossier) -> QuerySet[Scanner]:
    """The confirmed scanners of the office that received the dossier."""
    return confirmed_scanners(dossier.receiving_office_id)


def confirmed_scanners(office_id: int) -> QuerySet[Scanner]:
    rows = Scanner.objects.filter(office=office_id, removed_at=None).exclude(confirmed_at=None)
    return rows.select_related("bridge")


def scanner_called(office_id: int, name: str) -> Scanner | None:
    """The confirmed scanner of this office that bears the name, however it is typed."""
    return next((row for row in confirmed_scanners(office_id) if row.name.casefold() == name.casefold()), None)


def scanners_of(offices: Collection[int]) -> QuerySet[Scanner]:
    """The confirmed scanners of several offices, with the office's name."""
    rows = Scanner.objects.filter(office__in=offices, removed_at=None).exclude(confirmed_at=None)
    return rows.select_related("office", "bridge").prefetch_related("office__names")


def scanners_within(reach: Reach) -> QuerySet[Scanner]:
    """What an administrator keeps: the scanners, proposals among them, of the offices within reach."""
    rows = Scanner.objects.filter(removed_at=None, office__in=offices_within(reach))
    named = rows.select_related("office", "bridge", "confirmed_by").prefetch_related("office__names")
    return named.order_by("office", "name", "id")


def busy_with(scanner: Scanner) -> ScanRun | None:
    """The scan that a scanner is at, or that waits for it."""
    return ScanRun.objects.filter(scanner=scanner, state__in=ScanRun.OPEN).select_related("by").first()


def open_runs(scanners: Iterable[Scanner]) -> dict[int, ScanRun]:
    """Scanner id -> the scan that it is at, in one query."""
    runs = ScanRun.objects.filter(scanner__in=list(scanners), state__in=ScanRun.OPEN).select_related("by")
    return {run.scanner_id: run for run in runs}


def scanned_into(dossiers: Iterable[Dossier]) -> set[int]:
    """Ids of those of these dossiers into which a scan runs or waits for its scanner, in one query."""
    runs = ScanRun.objects.filter(dossier__in=list(dossiers), state__in=ScanRun.OPEN).order_by()
    return set(runs.values_list("dossier", flat=True))


def newest_runs(dossier: Dossier) -> QuerySet[ScanRun]:
    """The scans of which a dossier's page may tell, newest first: more than one device may be at work."""
    return ScanRun.objects.filter(dossier=dossier).select_related("scanner", "by", "stop_asked_by")[:RUNS]


def stack_runs(user: User) -> QuerySet[ScanRun]:
    """The scans into the trays of the offices where this person scans; to everybody else they do not exist."""
    return ScanRun.objects.filter(dossier=None, scanner__office__in=user.offices_with("intake.scan"))


def newest_stack_run(user: User) -> ScanRun | None:
    """The last scan into a tray that this person began."""
    return stack_runs(user).filter(by=user).first()


def told_stack_runs(user: User) -> QuerySet[ScanRun]:
    """The newest scan of each scanner within a day, and what is still to be bound, each with its `newest` files and the
    number of `pages` of its stack, None before there is one."""
    lately = stack_runs(user).filter(at__gt=timezone.now() - TOLD_WITHIN)
    newest = lately.order_by("scanner_id", "-pk").distinct("scanner_id").values("pk")
    files = Prefetch("came", ScanFile.objects.order_by("-number")[:NEWEST], to_attr="newest")
    return (
        lately.filter(Q(pk__in=newest) | Q(to_bind=True))
        .annotate(pages=F("batch__folder__uploads__page_count"))
        .select_related("scanner", "by", "stop_asked_by")
        .prefetch_related(files)
    )


def files_kept(run: ScanRun) -> int:
    """How many files of a scan lie in the dossier or for the stack, whatever was counted."""
    if run.dossier is None:
        return run.came.count()
    return Upload.objects.filter(folder=run.dossier.folder_id, name__startswith=run.file_prefix).count()


def last_search(keys: Collection[str]) -> Job | None:
    """The newest search under one of these keys that came to its end within the hour: `done` of the `total` scanners
    that were heard were new."""
    since = timezone.now() - timedelta(hours=1)
    return Job.objects.filter(key__in=keys, finished_at__gt=since).order_by("-pk").first()
