"""May a received file be taken? It is judged in a confined process; the pages of an accepted one are taken out."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from bhxh_archive.jobs import enqueue
from bhxh_archive.jobs.at_hand import at_hand
from intake.arrival.diverting import divert, is_stack
from intake.arrival.reading_slips import SlipRead, read_slip, return_of
from intake.arrival.refusing import refuse
from intake.arrival.taking_out import queue_split
from intake.component_files.signed_files import settle_component
from intake.models import Batch, Folder, SlipDoubt, Upload
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
    handed = return_of(upload)
    with at_hand(upload.file) as path:
        verdict = inspect_file(path, upload.name, limits(), stack=_is_stack(upload))
        taken = verdict.verdict != "refused"
        diverted = taken and is_stack(upload, path, verdict)
        slip = read_slip(handed, path, verdict) if handed and taken else None
    if diverted:
        divert(upload)
    elif fault := _fault(upload, verdict, slip):
        refuse(upload, fault)
    else:
        _accept(upload, verdict, slip)


def _fault(upload: Upload, verdict: Verdict, slip: SlipRead | None) -> str:
    """Why the file is not taken; "" where it is."""
    if verdict.verdict == "refused":
        return verdict.message
    if slip:
        return slip.refused
    return SIGNED_STACK if verdict.signed and _is_stack(upload) else ""


@transaction.atomic
def _accept(upload: Upload, verdict: Verdict, slip: SlipRead | None) -> None:
    """Judged twice, by a worker taken for dead and by its successor, it is accepted once."""
    Folder.objects.select_for_update().get(pk=upload.folder_id)
    if not Upload.objects.filter(pk=upload.pk, state=Upload.State.WAITING).exists():
        return
    assert upload.file
    upload.file.media_type = verdict.media_type
    upload.file.save(update_fields=["media_type"])
    said = " ".join(filter(None, [said_of_file(verdict), slip.said if slip else ""]))
    upload.state, upload.page_count, upload.message = Upload.State.SPLITTING, verdict.pages, said[:500]
    upload.warned, upload.signed = any(found.page is None for found in verdict.warnings), verdict.signed
    upload.save(update_fields=["state", "page_count", "message", "warned", "signed"])
    if slip and not slip.fits:
        SlipDoubt.objects.create(upload=upload, faded=slip.faded)
    settle_component(upload)
    queue_split(upload, 0)
    if _is_stack(upload):  # its codes first: the clerk sees where it falls apart while pictures are still drawn
        enqueue("intake.tasks.read_stack", key=f"read-stack:{upload.pk}", priority=30, upload_id=upload.pk)


def _is_stack(upload: Upload) -> bool:
    return Batch.objects.filter(folder=upload.folder_id).exists()
