"""How does a stack of several dossiers come in, and how does one that was not taken leave the tray?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from bhxh_archive import storage
from bhxh_archive.errors import ActionError, ChangedMeanwhile, NotAllowed, NotNow
from bhxh_archive.jobs import enqueue
from bhxh_archive.models import Office, StoredFile, User
from bhxh_archive.text import nfc
from intake.actions.page_desk.uploads import take_bytes
from intake.models import Batch, BatchPart, Folder, Upload
from intake.queries.batches import filed_before


@dataclass(frozen=True)
class ReceivedStack:
    """The stack a file became, and whether its bytes were in this office's tray already."""

    batch: Batch
    known: bool = False


def permit_stacks(office_id: int, by: User) -> None:
    """Raises NotAllowed for who does not scan at that office."""
    if not by.holds("intake.scan", office_id):
        raise NotAllowed("Tài khoản của bạn không có quyền quét và xếp trang ở đơn vị này.")


def receive_stack(*, office: Office, name: str, chunks: Iterable[bytes], by: User) -> ReceivedStack:
    """Take one file in that holds pages of several dossiers: stored and hashed first, queued for examination.

    The same bytes in an open stack of the office are that stack. Raises NotAllowed, and NotValid over the limit.
    """
    permit_stacks(office.pk, by)
    stored = take_bytes(chunks)
    try:
        return open_stack(office, name, stored, by)
    except ActionError:
        storage.forget(stored)
        raise


@transaction.atomic
def open_stack(office: Office, name: str, stored: StoredFile, by: User) -> ReceivedStack:
    """A stack of bytes that are stored, queued for examination; the caller has looked at the right."""
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)  # two presses come one after the other
    same = Batch.objects.filter(office=office, closed_at=None, folder__uploads__digest=stored.digest)
    if known := same.exclude(folder__uploads__state=Upload.State.REFUSED).first():
        return ReceivedStack(known, known=True)
    batch = Batch.objects.create(office=office, folder=Folder.objects.create(), by=by)
    upload = Upload.objects.create(folder=batch.folder, file=stored, digest=stored.digest, name=nfc(name)[:255], by=by)
    enqueue("intake.tasks.examine", key=f"examine:{upload.pk}", priority=25, by=by, upload_id=upload.pk)
    return ReceivedStack(batch)


def lock_stack(batch: Batch, by: User, version: int | None = None) -> Batch:
    """The locked stack; must run inside a transaction. Raises NotAllowed, and ChangedMeanwhile for an older version."""
    locked = Batch.objects.select_for_update().get(pk=batch.pk)
    permit_stacks(locked.office_id, by)
    if version is not None and version != locked.version:
        raise ChangedMeanwhile("Chồng vừa được sửa ở thẻ hay máy khác. Đã tải lại: xem rồi làm lại bước vừa rồi.")
    return locked


@transaction.atomic
def put_away(*, batch: Batch, by: User) -> Batch:
    """Take a file that was refused out of the tray, or one whose very bytes were filed before.

    Raises NotNow for one whose pages are there and lie in no dossier.
    """
    locked = lock_stack(batch, by)
    if not locked.folder.uploads.filter(state=Upload.State.REFUSED).exists():
        _drop_whole(locked, by)
    locked.closed_at = locked.closed_at or timezone.now()
    locked.save(update_fields=["closed_at", "version"])
    return locked


def _drop_whole(batch: Batch, by: User) -> None:
    """Every part of a stack that came a second time and of which nothing was filed a second time."""
    if not filed_before([batch]):
        raise NotNow("Chồng này còn trang phải xếp: xếp hoặc bỏ từng phần, chồng sẽ tự rời khay.")
    if not batch.parts.exists():
        raise NotNow("Đang đọc mã trên từng trang của chồng này. Chờ đọc xong rồi bỏ.")
    if batch.parts.filter(state__in=[BatchPart.State.FILING, BatchPart.State.FILED]).exists():
        raise NotNow("Đã xếp một phần của chồng này vào hồ sơ: xếp hoặc bỏ từng phần còn lại.")
    opened = batch.parts.filter(state=BatchPart.State.OPEN)
    opened.update(state=BatchPart.State.DROPPED, settled_by=by, settled_at=timezone.now())
    batch.version += 1
