"""What happens to a received file: judged in a confined process, split into pages, pictures drawn?"""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.db.models import F

from bhxh_archive import storage
from bhxh_archive.jobs import enqueue
from bhxh_archive.models import Job
from intake.actions.pages import last_ordinal
from intake.actions.replacing import take_place
from intake.documents import unsuitable
from intake.drawing import JPEG, limits
from intake.judging import note, note_duplicate, note_resolution
from intake.models import Batch, Folder, Page, Upload
from intake.pipeline.processing import ProcessedPage
from intake.pipeline.sandbox import inspect_file, process_file
from intake.pipeline.verdict import Finding, Refused, Verdict
from intake.signed_files import settle_component

WHOLE: Final = 10
"""A file of so few pages is taken apart in one job."""
CHUNK: Final = 4
"""Pages per job of a longer one: small enough that another upload gets its turn within a second or two."""
BROKEN: Final = "Không đọc được tệp sau nhiều lần thử. Hãy quét lại hoặc báo quản trị hệ thống."


SIGNED_STACK: Final = (
    "Tệp có chữ ký số phải giữ nguyên từng byte nên không tách thành nhiều phần được. "
    "Hãy tải tệp vào trang quét của hồ sơ."
)


def examine(upload: Upload) -> None:
    """Judge a file that waits; its verdict, and the first splitting job, in one transaction."""
    if upload.state != Upload.State.WAITING or upload.file is None:
        return
    with storage.local_copy(upload.file) as path:
        verdict = inspect_file(path, upload.name, limits())
    if verdict.verdict == "refused":
        refuse(upload, verdict.message)
    elif verdict.signed and _is_stack(upload):
        refuse(upload, SIGNED_STACK)
    else:
        _accept(upload, verdict)


def refuse(upload: Upload, message: str) -> None:
    """Write the reason beside the file's name and let its bytes and half-made pages go."""
    with transaction.atomic():
        Folder.objects.select_for_update().get(pk=upload.folder_id)
        if Upload.objects.filter(pk=upload.pk, state__in=[Upload.State.ACCEPTED, Upload.State.REFUSED]).exists():
            return  # settled by another worker meanwhile
        pages = list(upload.pages.select_related("image", "view", "thumb"))
        files = {row for page in pages for row in (page.image, page.view, page.thumb)}
        files |= {upload.file} if upload.file else set()
        upload.pages.all().delete()
        upload.state, upload.message, upload.file = Upload.State.REFUSED, message[:500], None
        upload.save(update_fields=["state", "message", "file"])
    for file in files:
        storage.forget(file)


def refuse_unreadable(upload: Upload) -> None:
    """The end of an upload whose examination failed again and again."""
    if not upload.settled:
        refuse(upload, BROKEN)


@transaction.atomic
def _accept(upload: Upload, verdict: Verdict) -> None:
    """Judged twice, by a worker taken for dead and by its successor, it is accepted once."""
    Folder.objects.select_for_update().get(pk=upload.folder_id)
    if not Upload.objects.filter(pk=upload.pk, state=Upload.State.WAITING).exists():
        return
    assert upload.file
    upload.file.media_type = verdict.media_type
    upload.file.save(update_fields=["media_type"])
    upload.state, upload.page_count, upload.message = Upload.State.SPLITTING, verdict.pages, verdict.message[:500]
    upload.warned, upload.signed = verdict.verdict == "warned", verdict.signed
    upload.save(update_fields=["state", "page_count", "message", "warned", "signed"])
    settle_component(upload)
    _queue_split(upload, 0)
    if _is_stack(upload):  # its codes first: the clerk sees where it falls apart while pictures are still drawn
        enqueue("intake.tasks.read_stack", key=f"read-stack:{upload.pk}", priority=30, upload_id=upload.pk)


def _is_stack(upload: Upload) -> bool:
    return Batch.objects.filter(folder=upload.folder_id).exists()


def _queue_split(upload: Upload, first: int) -> None:
    # the longer a file, the further back its later pages stand: a short one overtakes it
    enqueue("intake.tasks.split", key=f"split:{upload.pk}:{first}", priority=max(-50, 10 - first // CHUNK),
            upload_id=upload.pk, first=first)  # fmt: skip


def split(upload: Upload, first: int) -> None:
    """Take the next pages out of the file, and queue those behind them, until all are there."""
    if upload.state != Upload.State.SPLITTING or upload.file is None:
        return
    try:
        _take_pages(upload, first)
    except Refused as refused:
        refuse(upload, refused.verdict.message)


def _take_pages(upload: Upload, first: int) -> None:
    last = min(first + CHUNK, upload.page_count) if upload.page_count > WHOLE else upload.page_count
    assert upload.file
    with storage.local_copy(upload.file) as path, storage.scratch("pages") as folder:
        pages = process_file(path, upload.file.media_type, folder, limits(), range(first, last))
        rows = [(_stored(page), _findings(page)) for page in pages]
    with transaction.atomic():
        Folder.objects.select_for_update().get(pk=upload.folder_id)  # two workers must not give one ordinal twice
        current = Upload.objects.select_for_update().filter(pk=upload.pk, state=Upload.State.SPLITTING).first()
        if current is None:
            return  # refused or finished by another worker meanwhile
        _file(current, rows)
        if last < upload.page_count:
            _queue_split(upload, last)
        else:
            Upload.objects.filter(pk=upload.pk).update(state=Upload.State.ACCEPTED)
            take_place(current)
            if _is_stack(upload):
                enqueue("intake.tasks.file_waiting", key=f"file-waiting:{upload.pk}", priority=15, upload_id=upload.pk)


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


def _file(upload: Upload, rows: list[tuple[Page, list[Finding]]]) -> None:
    ordinal = last_ordinal(upload.folder_id, upload.component_id)
    have = set(upload.pages.values_list("upload_index", flat=True))
    for page, findings in rows:
        if page.upload_index in have:
            continue
        ordinal += 1
        page.upload, page.folder_id, page.ordinal = upload, upload.folder_id, ordinal
        page.component_id = upload.component_id
        page.save()
        note(page, findings)
        note_duplicate(page)
        _queue_recognition(page)
    if upload.component:
        note_resolution([page for page, _ in rows if page.pk], upload.component)
    Folder.objects.filter(pk=upload.folder_id).update(version=F("version") + 1)


def _queue_recognition(page: Page) -> None:
    enqueue("intake.tasks.recognise", key=f"recognise:{page.pk}:{page.rotation}", lane=Job.Lane.SLOW,
            priority=max(-90, 50 - page.upload_index), page_id=page.pk)  # fmt: skip
