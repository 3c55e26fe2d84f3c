"""How does a clerk put away a file that was not taken, once its reason is read, and bring it back to the list?"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from bhxh_archive.errors import NotNow
from bhxh_archive.models import User
from bhxh_archive.trail import record
from intake.actions.dossier.locking import lock_for_pages
from intake.models import Dossier, Upload

_STANDS_HERE = "Tệp này đã nhận hoặc đang được kiểm tra nên không cất được: chỉ cất tệp không nhận."


@transaction.atomic
def put_away(*, dossier: Dossier, upload: Upload, by: User) -> Upload:
    """Take a refused file out of sight; its row and the reason stay. Doing it again changes nothing.

    Raises NotAllowed, and NotNow while pages may not change or for a file that was not refused.
    """
    locked, row = _locked(dossier, upload, by)
    if row.state != Upload.State.REFUSED:
        raise NotNow(_STANDS_HERE)
    if row.dropped_at is None:
        _write(row, by)
        record(locked, "put_away_file", by=by, digest=row.digest, upload=row.pk)
    return row


@transaction.atomic
def bring_back(*, dossier: Dossier, upload: Upload, by: User) -> Upload:
    """Show a refused file in the list again. Doing it again changes nothing. Raises NotAllowed, NotNow."""
    locked, row = _locked(dossier, upload, by)
    if row.dropped_at is not None:
        _write(row, None)
        record(locked, "bring_back_file", by=by, digest=row.digest, upload=row.pk)
    return row


def _locked(dossier: Dossier, upload: Upload, by: User) -> tuple[Dossier, Upload]:
    locked = lock_for_pages(dossier, by)
    return locked, Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk, folder=locked.folder_id)


def _write(row: Upload, by: User | None) -> None:
    row.dropped_at, row.dropped_by = (timezone.now(), by) if by else (None, None)
    row.save(update_fields=["dropped_at", "dropped_by"])
