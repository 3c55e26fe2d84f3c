"""How do the pages of an accepted file come out of it, a few a job, each into its folder once?

The whole file lies at hand from the first job to the last. A page that can't be read at all refuses a file; of a stack
only the part waits that it lies in.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from django.db import transaction
from django.db.models import F

from bhxh_archive import storage
from bhxh_archive.jobs import enqueue
from bhxh_archive.jobs.at_hand import at_hand, let_go
from bhxh_archive.models import Job
from intake.actions.page_desk.pages import last_ordinal
from intake.actions.page_desk.replacing import take_place
from intake.actions.returning.paper_scans import queue_copies
from intake.arrival.refusing import BROKEN, refuse
from intake.arrival.telling_sheets import ask_to_tell
from intake.component_files.documents import unsuitable
from intake.models import Batch, BatchPart, Folder, Page, Upload
from intake.pages.drawing import JPEG, limits
from intake.pages.judging import note, note_duplicate, note_resolution
from intake.pipeline.processing import ProcessedPage
from intake.pipeline.sandbox import process_file
from intake.pipeline.side_by_side import side_by_side
from intake.pipeline.verdict import Finding, Refused
from intake.queries.batches import indexes_away, lost_pages
from intake.rules.sending import within
from intake.rules.stacks import told_lost

WHOLE: Final = 10
"""A file of so few pages is taken apart in one job."""
CHUNK: Final = 8
"""Pages per job of a longer one, half of them for each child: another upload gets its turn within a second or two."""
Taken = list[tuple[Page, list[Finding]]]


def queue_split(upload: Upload, first: int) -> None:
    """Queue taking out the pages from `first` (index from 0) on."""
    # the longer a file, the further back its later pages stand: a short one overtakes it
    enqueue("intake.tasks.split", key=f"split:{upload.pk}:{first}", priority=max(-50, 10 - first // CHUNK),
            upload_id=upload.pk, first=first)  # fmt: skip


def split(upload: Upload, first: int) -> None:
    """Take the next pages out of the file, and queue those behind them, until all are there."""
    if upload.state != Upload.State.SPLITTING or upload.file is None:
        return
    count = upload.page_count
    last = min(first + CHUNK, count) if count > WHOLE else count
    patient = Batch.objects.filter(folder=upload.folder_id).exists()
    try:
        with at_hand(upload.file) as path:
            taken = _taken(path, upload.file.media_type, range(first, last), patient=patient)
    except Refused as refused:
        refuse(upload, refused.verdict.message)
    else:
        _write_down(upload, taken, last)


def give_up_splitting(upload: Upload) -> None:
    """The end of a file whose splitting failed again and again; of a stack those pages stay that are out."""
    if not upload.settled and not _keep_what_is_out(upload):
        refuse(upload, BROKEN)


def _taken(path: Path, media_type: str, pages: range, *, patient: bool) -> Taken:
    """These pages, stored but not yet saved; for the patient without those that can't be read."""
    try:
        with storage.scratch("pages") as folder:
            some = partial(process_file, path, media_type, folder, limits())
            found = side_by_side(some, pages, most=CHUNK)
            return [(_stored(page), _findings(page)) for page in found]
    except Refused:
        if not patient:
            raise
        single = [range(index, index + 1) for index in pages] if len(pages) > 1 else []
        return [row for one in single for row in _taken(path, media_type, one, patient=True)]


def _lock(upload: Upload) -> tuple[Upload | None, Batch | None]:
    """The file, unless it is refused or finished meanwhile, and its stack: two workers must not give one ordinal twice,
    and pages that a clerk has filed must not come out again."""
    batch = Batch.objects.select_for_update().filter(folder=upload.folder_id).first()
    Folder.objects.select_for_update().get(pk=upload.folder_id)
    splitting = Upload.objects.select_for_update().filter(pk=upload.pk, state=Upload.State.SPLITTING)
    return splitting.first(), batch


@transaction.atomic
def _write_down(upload: Upload, taken: Taken, last: int) -> None:
    current, batch = _lock(upload)
    if current is None:
        return
    _file(current, taken, batch)
    if last < upload.page_count:
        queue_split(upload, last)
    else:
        _settle(current, batch)
    _wake_filing(upload, batch, last)


@transaction.atomic
def _keep_what_is_out(upload: Upload) -> bool:
    current, batch = _lock(upload)
    if current is None or batch is None or not current.pages.exists():
        return False
    _settle(current, batch)
    _wake_filing(upload, batch, upload.page_count)
    return True


def _settle(upload: Upload, batch: Batch | None) -> None:
    upload.state = Upload.State.ACCEPTED
    lost = lost_pages(batch, upload) if batch else set()
    if lost:
        upload.message, upload.warned = told_lost(lost)[:500], True
    upload.save(update_fields=["state", "message", "warned"])
    take_place(upload)
    queue_copies(upload)
    ask_to_tell(upload)
    transaction.on_commit(partial(let_go, upload.digest))


def _wake_filing(upload: Upload, batch: Batch | None, last: int) -> None:
    """A clerk may have confirmed parts that waited for these pages; the key is new each time, for a job that looks
    already may not see them yet."""
    if batch and batch.parts.filter(state=BatchPart.State.FILING).exists():
        enqueue("intake.tasks.file_waiting", key=f"file-waiting:{upload.pk}:{last}", priority=15, upload_id=upload.pk)


def _stored(done: ProcessedPage) -> Page:
    """The page row with its three pictures in the store; not yet saved."""
    image = done.page
    return Page(
        upload_index=image.index, image=storage.keep(image.path, image.media_type),
        view=storage.keep(done.view, JPEG), thumb=storage.keep(done.thumb, JPEG),
        width=image.width, height=image.height, dpi=image.dpi, colour=image.colour,
        rotation=image.rotation, dhash=_signed64(done.dhash), likeness=done.likeness,
    )  # fmt: skip


def _findings(done: ProcessedPage) -> list[Finding]:
    """What the checks say, and whether the archive could take the page at all: known now, not after the signature."""
    fault = unsuitable(done.page.path, done.page.dpi, done.page.rotation)
    return [*done.findings, *([Finding("unsuitable", "hard", fault)] if fault else [])]


def _signed64(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value


def _file(upload: Upload, taken: Taken, batch: Batch | None) -> None:
    """Save those pages that are neither there nor, of a stack, in a dossier already."""
    ordinal = last_ordinal(upload.folder_id, upload.component_id)
    away = indexes_away(batch.parts.all()) if batch else set()
    have = away.union(upload.pages.values_list("upload_index", flat=True))
    for page, findings in taken:
        if page.upload_index in have:
            continue
        ordinal += 1
        page.upload, page.folder_id, page.ordinal = upload, upload.folder_id, ordinal
        page.component_id = upload.component_id
        page.save()
        note(page, findings)
        if batch is None:  # beside it lie pages of other dossiers: a page of a stack is compared where it is filed
            note_duplicate(page)
        _queue_recognition(page)
    note_resolution([page for page, _ in taken if page.pk], upload.component)
    if upload.component:
        _settle_among_sent(upload)
    Folder.objects.filter(pk=upload.folder_id).update(version=F("version") + 1)


def _settle_among_sent(upload: Upload) -> None:
    """Files of one sending come out in any order: their pages in the component take the order of the names."""
    rows = Page.objects.filter(component=upload.component_id, upload__sending=upload.sending, deleted_at=None)
    pages = list(rows.select_related("upload").order_by("ordinal", "id")) if upload.sending else []
    places = [page.ordinal for page in pages]
    for page, ordinal in zip(sorted(pages, key=within), places, strict=True):
        page.ordinal = ordinal
    Page.objects.bulk_update(pages, ["ordinal"])


def _queue_recognition(page: Page) -> None:
    enqueue("intake.tasks.recognise", key=f"recognise:{page.pk}:{page.rotation}", lane=Job.Lane.SLOW,
            priority=max(-90, 50 - page.upload_index), page_id=page.pk)  # fmt: skip
