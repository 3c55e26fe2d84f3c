"""Which stacks lie in an office's tray, and what is known of one of them?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bhxh_archive.lifecycle import PAGES_CHANGE, State
from bhxh_archive.models import User
from intake.models import Batch, BatchPage, BatchPart, Component, Dossier, Page, ScanRun, SupplementItem, Upload


def batches(user: User) -> QuerySet[Batch]:
    """The stacks of the offices where this person scans; to everybody else they do not exist."""
    return Batch.objects.filter(office__in=user.offices_with("intake.scan"))


def batch_for(user: User, pk: int) -> Batch:
    """One stack with its file; raises Batch.DoesNotExist, which becomes a 404."""
    uploads = Prefetch("folder__uploads", Upload.objects.select_related("file"))
    return batches(user).select_related("office", "folder", "by").prefetch_related(uploads).get(pk=pk)


def waiting_batches(user: User) -> QuerySet[Batch]:
    """The stacks that this person may file and that are not whole in their dossiers yet."""
    return Batch.objects.filter(office__in=user.offices_with("intake.scan"), closed_at=None)


def filed_before(rows: Iterable[Batch]) -> dict[int, Batch]:
    """Stack id -> the newest earlier one of its office with the very same bytes of which pages lie in dossiers, with
    `dossiers`: in how many. One query; the files of `rows` are to be prefetched."""
    files = {row.pk: (row.office_id, row.upload.file_id) for row in rows if row.upload.file_id}
    if not files:
        return {}
    filed = Count("parts__dossier", filter=Q(parts__state=BatchPart.State.FILED), distinct=True)
    same = Batch.objects.filter(folder__uploads__file__in={file for _, file in files.values()})
    found = same.annotate(dossiers=filed, of_file=F("folder__uploads__file")).filter(dossiers__gt=0)
    known = [(row.pk, (row.office_id, row.of_file), row) for row in found.select_related("by").order_by("pk")]
    return {pk: row for pk, file in files.items() for other, of, row in known if of == file and other < pk}


_OPENED: Final = Q(dossier__state=State.RETURNED, dossier__scans_opened_at__isnull=False)
GOES_ON_WITHIN: Final = timedelta(hours=2)
BROKEN_OFF: Final = (ScanRun.State.FAILED, ScanRun.State.STOPPED)
_KEPT: Final = BatchPage.objects.filter(
    batch=OuterRef("batch"), index__gte=OuterRef("first"), index__lt=OuterRef("stop"), left_out=False
)
READY: Final = (
    BatchPart.objects.filter(Q(dossier__state__in=PAGES_CHANGE) | _OPENED | Q(hand_over__isnull=False), Exists(_KEPT))
    .filter(state=BatchPart.State.OPEN, trouble="", note="").exclude(component__type__never_scan=True)
)  # fmt: skip
"""The parts that can be filed as they are; but for pages of them that can't be read, and for what
`stack_counting.doubtful_parts` finds."""


def with_counts(rows: QuerySet[Batch]) -> QuerySet[Batch]:
    """What a row of the tray shows: parts, and how many are filed, open, ready to be filed."""
    state = BatchPart.State
    ready = READY.filter(batch=OuterRef("pk")).order_by().values("batch").annotate(total=Count("pk")).values("total")
    return (
        rows.select_related("by")
        .prefetch_related("folder__uploads")
        .annotate(
            parts_all=Count("parts"),
            parts_filed=Count("parts", filter=Q(parts__state=state.FILED)),
            parts_open=Count("parts", filter=Q(parts__state=state.OPEN)),
            parts_ready=Coalesce(Subquery(ready), 0),
        )
    )


def parts_of(batch: Batch) -> QuerySet[BatchPart]:
    """The parts in order, with dossier and component."""
    rows = batch.parts.select_related(
        "dossier__procedure",
        "dossier__employer_list",
        "component__type",
        "component__person",
        "component__line",
        "settled_by",
    )
    return rows.prefetch_related("dossier__persons").order_by("first")


def read_pages(batch: Batch) -> QuerySet[BatchPage]:
    """What was read on each page, in order."""
    return batch.pages.order_by("index")


def pictures_of(batch: Batch) -> dict[int, Page]:
    """Index in the stack -> page with its pictures, as far as they are drawn and not yet in a dossier."""
    rows = Page.objects.filter(folder=batch.folder_id).select_related("thumb", "view")
    return {page.upload_index: page for page in rows}


def indexes_away(parts: Iterable[BatchPart]) -> set[int]:
    """The indexes of the pages that lie in a dossier already, sheets between them included."""
    away = (part for part in parts if part.state == BatchPart.State.FILED)
    return {index for part in away for index in range(part.first, part.stop)}


def pages_out_of(batch: Batch) -> set[int]:
    """The indexes of the pages that are out and lie in the stack yet."""
    return set(Page.objects.filter(folder=batch.folder_id).values_list("upload_index", flat=True))


def lost_pages(batch: Batch, upload: Upload) -> set[int]:
    """The indexes of the pages that can't be read; none as long as some are still to come."""
    if upload.state != Upload.State.ACCEPTED:
        return set()
    return set(range(upload.page_count)) - pages_out_of(batch) - indexes_away(batch.parts.all())


def choices_of(dossier_ids: set[int]) -> dict[int, list[Component]]:
    """Dossier id -> the components that scans may be filed under, first what is asked for; of those at lines of a list
    only that."""
    asked = SupplementItem.objects.filter(
        component=OuterRef("pk"), request__answered_at=None, request__dossier=OuterRef("dossier")
    )
    rows = Component.objects.filter(dossier__in=dossier_ids, type__never_scan=False).annotate(wanted=Exists(asked))
    rows = rows.filter(Q(line=None) | Q(wanted=True)).select_related("type", "person", "line")
    found: dict[int, list[Component]] = {}
    for row in rows.order_by("-wanted", "type__ordinal", "pk"):
        found.setdefault(row.dossier_id, []).append(row)
    return found


def by_number(numbers: set[str]) -> dict[str, Dossier]:
    """Number -> dossier with its receiving office, whichever office has it: who asks must look at the office."""
    rows = Dossier.objects.select_related("receiving_office").filter(number__in=numbers)
    return {str(row.number): row for row in rows}


def by_ids(ids: set[int]) -> dict[int, Dossier]:
    """Id -> dossier with procedure and persons."""
    return Dossier.objects.select_related("procedure", "employer_list").prefetch_related("persons").in_bulk(ids)


def pages_there(dossier_ids: set[int]) -> dict[int, int]:
    """Dossier id -> number of living images it has already that stand for a page of paper."""
    rows = Page.objects.filter(folder__dossier__in=dossier_ids, deleted_at=None, kind=Page.Kind.NORMAL).order_by()
    return dict(rows.values_list("folder__dossier").annotate(total=Count("id")))


def scanned_into(batch: Batch) -> tuple[Dossier, bool] | None:
    """The dossier to which pages before the first sheet may belong: the one into which they were scanned or sent, or
    (True) the last one of the stack that the same person scanned before and that broke off; three queries at most."""
    run = ScanRun.objects.filter(batch=batch).select_related("dossier").first()
    if run is None or run.dossier:
        into = run.dossier if run else _sent_into(batch)
        return (into, False) if into else None
    earlier = ScanRun.objects.filter(scanner=run.scanner_id, by=run.by_id, dossier=None, pk__lt=run.pk)
    before = earlier.filter(at__gt=run.at - GOES_ON_WITHIN).select_related("batch").order_by("-pk").first()
    if before is None or before.batch is None or before.state not in BROKEN_OFF:
        return None
    part = before.batch.parts.select_related("dossier").order_by("-first").first()
    return (part.dossier, True) if part and part.dossier else None


def _sent_into(batch: Batch) -> Dossier | None:
    """The dossier out of which the whole file went into the tray."""
    left = {"folder__uploads__state": Upload.State.REFUSED, "folder__uploads__file": batch.upload.file_id}
    return Dossier.objects.filter(receiving_office=batch.office_id, **left).first() if batch.upload.file_id else None
