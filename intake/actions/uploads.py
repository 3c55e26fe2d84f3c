"""How does a file come in? Stored and hashed first, examined afterwards by a worker."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from bhxh_archive import storage
from bhxh_archive.errors import NotValid
from bhxh_archive.jobs import enqueue
from bhxh_archive.models import StoredFile, User
from bhxh_archive.stores.errors import TooLarge
from bhxh_archive.stores.spool import Spooled, spool
from bhxh_archive.text import nfc
from bhxh_archive.trail import record
from intake.actions.locking import lock_for_pages
from intake.models import Component, Dossier, Upload

UNREAD = "application/octet-stream"


def receive_upload(
    *, dossier: Dossier, name: str, chunks: Iterable[bytes], by: User, component: Component | None = None
) -> Upload:
    """Take one file in: hashed while received, stored, queued for examination; the same bytes twice are one upload.

    Raises NotAllowed, NotNow, and NotValid for a file over the limit; nothing half-written stays behind.
    """
    with transaction.atomic():
        lock_for_pages(dossier, by)
    with _spool(chunks) as spooled:
        stored = storage.keep(spooled, UNREAD)
    return _file_upload(dossier, name, stored, by, component)


def _spool(chunks: Iterable[bytes]) -> Spooled:
    try:
        return spool(chunks, storage.working().spool_directory, settings.MAX_UPLOAD_BYTES)
    except TooLarge as error:
        limit = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
        raise NotValid(f"Tệp lớn hơn {limit} MB. Hãy chia nhỏ hoặc giảm độ phân giải rồi tải lại.") from error


@transaction.atomic
def _file_upload(dossier: Dossier, name: str, stored: StoredFile, by: User, component: Component | None) -> Upload:
    locked = lock_for_pages(dossier, by)
    _check_component(locked, component)
    upload, created = Upload.objects.exclude(state=Upload.State.REFUSED).get_or_create(
        folder_id=locked.folder_id,
        digest=stored.digest,
        defaults={"file": stored, "name": nfc(name)[:255], "by": by, "component": component},
    )
    if created:
        record(locked, "upload", by=by, digest=stored.digest, upload=upload.pk, size=stored.size)
        enqueue("intake.tasks.examine", key=f"examine:{upload.pk}", priority=20, by=by, upload_id=upload.pk)
    return upload


def _check_component(dossier: Dossier, component: Component | None) -> None:
    if component is None:
        return
    if component.dossier_id != dossier.pk:
        raise NotValid("Thành phần này không thuộc hồ sơ.")
    if component.type.never_scan:
        raise NotValid(f"«{component.type.name}» không được quét. Hãy ghi nhận sổ ở mục Sổ BHXH.")
