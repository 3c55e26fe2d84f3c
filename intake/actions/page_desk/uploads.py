"""How does a file come in? Stored and hashed first, examined afterwards by a worker."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import transaction

from bhxh_archive import storage
from bhxh_archive.errors import ActionError, NotValid
from bhxh_archive.jobs import enqueue
from bhxh_archive.models import StoredFile, User
from bhxh_archive.stores.errors import TooLarge
from bhxh_archive.stores.spool import Spooled, spool
from bhxh_archive.text import nfc
from bhxh_archive.trail import record
from intake.actions.dossier.locking import lock_for_pages
from intake.actions.page_desk.pages import file_pages, restore_pages
from intake.actions.page_desk.replacing import check_target
from intake.models import Component, Dossier, Folder, Page, Upload

UNREAD = "application/octet-stream"
MIB: Final = 1024 * 1024
NO_LIMIT: Final = sys.maxsize
SMALLER: Final = "Hãy chia nhỏ hoặc giảm độ phân giải rồi tải lại."


@dataclass(frozen=True)
class Received:
    """What became of a file: its upload, whether its bytes were known already, how many deleted pages came back."""

    upload: Upload
    known: bool = False
    restored: int = 0


def receive_upload(
    *, dossier: Dossier, name: str, chunks: Iterable[bytes], by: User, component: Component | None = None,
    replaces: Page | None = None, priority: int = 20, sending: str = "",
) -> Received:  # fmt: skip
    """Take one file in: hashed while received, stored, queued for examination; the same bytes twice are one upload.

    `priority` is that of the examination (pages are taken out with 10), `sending` the same for all that is sent in one
    go. Sent for a page that it `replaces`, its only page takes that place. What was deleted meanwhile comes back: into
    `component` when one is named, otherwise to where it was. Raises NotAllowed, NotNow, and NotValid for a file over
    the limit, or for pages that can't lie there; nothing half-written stays behind.
    """
    with transaction.atomic():
        locked = lock_for_pages(dossier, by)
        check_component(locked, component)
        check_target(locked, replaces, component)
    stored = take_bytes(chunks)
    try:
        return _file_upload(dossier, name, stored, by, component, replaces, priority, sending)
    except ActionError:  # what was open when the first byte came may be closed when the last one has come
        storage.forget(stored)
        raise


def take_bytes(chunks: Iterable[bytes], *, most: int = NO_LIMIT, advice: str = SMALLER) -> StoredFile:
    """The bytes as they came, hashed while received and stored before anything reads them.

    Raises NotValid, with the advice, over `most` bytes or over what the installation takes.
    """
    with _spooled(chunks, min(most, settings.MAX_UPLOAD_BYTES), advice) as spooled:
        return storage.keep(spooled, UNREAD)


def lay_into(folder: Folder, name: str, stored: StoredFile, by: User) -> tuple[Upload, bool]:
    """The upload of these bytes in a folder outside the dossier's papers, queued for examination; whether it is new."""
    upload, created = Upload.objects.exclude(state=Upload.State.REFUSED).get_or_create(
        folder=folder, digest=stored.digest, defaults={"file": stored, "name": name, "by": by}
    )
    if created:
        enqueue("intake.tasks.examine", key=f"examine:{upload.pk}", priority=20, by=by, upload_id=upload.pk)
    return upload, created


def _spooled(chunks: Iterable[bytes], most: int, advice: str) -> Spooled:
    try:
        return spool(chunks, storage.working().spool_directory, most)
    except TooLarge as error:
        raise NotValid(f"Tệp lớn hơn {most // MIB} MB. {advice}") from error


@transaction.atomic
def _file_upload(
    dossier: Dossier, name: str, stored: StoredFile, by: User, component: Component | None, replaces: Page | None,
    priority: int, sending: str,
) -> Received:  # fmt: skip
    locked = lock_for_pages(dossier, by)
    check_component(locked, component)
    upload, created = Upload.objects.exclude(state=Upload.State.REFUSED).get_or_create(
        folder_id=locked.folder_id,
        digest=stored.digest,
        defaults={
            "file": stored,
            "name": nfc(name)[:255],
            "sending": sending[:36],
            "by": by,
            "component": component,
            "replaces": replaces,
        },  # fmt: skip
    )
    if not created:
        return Received(upload, known=True, restored=_bring_back(locked, upload, component, by))
    record(locked, "upload", by=by, digest=stored.digest, upload=upload.pk, size=stored.size,
           component=component.pk if component else None)  # fmt: skip
    enqueue("intake.tasks.examine", key=f"examine:{upload.pk}", priority=priority, by=by, upload_id=upload.pk)
    return Received(upload)


def _bring_back(dossier: Dossier, upload: Upload, component: Component | None, by: User) -> int:
    """Restore the deleted pages of a file that was sent again; how many these were."""
    gone = upload.pages.exclude(deleted_at=None).filter(replaced_by=None, part_of=None).order_by("upload_index")
    if not (ids := list(gone.values_list("pk", flat=True))):
        return 0
    if component:  # they don't go back to where they were, so what lies there now is no obstacle
        gone.update(component=None)
    restore_pages(dossier=dossier, page_ids=ids, by=by)
    if component:
        file_pages(dossier=dossier, page_ids=ids, component=component, by=by)
    return len(ids)


def check_component(dossier: Dossier, component: Component | None) -> None:
    """Raise NotValid where pages can't be filed under this component of the dossier."""
    if component is None:
        return
    if component.dossier_id != dossier.pk:
        raise NotValid("Thành phần này không thuộc hồ sơ.")
    if component.type.never_scan:
        raise NotValid(f"«{component.type.name}» không được quét. Hãy ghi nhận sổ ở mục Sổ BHXH.")
