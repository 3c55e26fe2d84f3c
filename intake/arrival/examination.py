"""May a received file be taken? It is judged in a confined process; the pages of an accepted one are taken out."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from bhxh_archive.jobs import enqueue
from bhxh_archive.jobs.at_hand import at_hand
from intake.arrival.diverting import divert, is_stack
from intake.arrival.refusing import refuse
from intake.arrival.taking_out import queue_split
from intake.component_files.signed_files import settle_component
from intake.models import Batch, Folder, Upload
from intake.pages.drawing import limits
from intake.pipeline.inspect import said_of_file
from intake.pipeline.sandbox import inspect_file
from intake.pipeline.verdict import Verdict

SIGNED_STACK: Final = (
    "Tệp có chữ ký số phải giữ nguyên từng byte nên không tách thành nhiều phần được. "
    "Hãy tải tệp vào trang quét của hồ sơ."
)


def examine(upload: Upload) -> None:
    """Judge a file that waits; its verdict, and the first splitting job, in one transaction."""
    if upload.state != Upload.State.WAITING or upload.file is None:
        return
    with at_hand(upload.file) as path:
        verdict = inspect_file(path, upload.name, limits(), stack=_is_stack(upload))
        diverted = verdict.verdict != "refused" and is_stack(upload, path, verdict)
    if diverted:
        divert(upload)
    elif verdict.verdict == "refused":
        refuse(upload, verdict.message)
    elif verdict.signed and _is_stack(upload):
        refuse(upload, SIGNED_STACK)
    else:
        _accept(upload, verdict)


@transaction.atomic
def _accept(upload: Upload, verdict: Verdict) -> None:
    """Judged twice, by a worker taken for dead and by its successor, it is accepted once."""
    Folder.objects.select_for_update().get(pk=upload.folder_id)
    if not Upload.objects.filter(pk=upload.pk, state=Upload.State.WAITING).exists():
        return
    assert upload.file
    upload.file.media_type = verdict.media_type
    upload.file.save(update_fields=["media_type"])
    upload.state, upload.page_count, upload.message = Upload.State.SPLITTING, verdict.pages, said_of_file(verdict)[:500]
    upload.warned, upload.signed = any(found.page is None for found in verdict.warnings), verdict.signed
    upload.save(update_fields=["state", "page_count", "message", "warned", "signed"])
    settle_component(upload)
    queue_split(upload, 0)
    if _is_stack(upload):  # its codes first: the clerk sees where it falls apart while pictures are still drawn
        enqueue("intake.tasks.read_stack", key=f"read-stack:{upload.pk}", priority=30, upload_id=upload.pk)


def _is_stack(upload: Upload) -> bool:
    return Batch.objects.filter(folder=upload.folder_id).exists()
