"""How are the scans of a returned result opened for mending, and locked again?"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import Seat
from bhxh_archive.models import User
from bhxh_archive.reasons import is_reason
from bhxh_archive.trail import permit, record
from intake.models import Dossier
from intake.rules import scans_may_be_opened


@transaction.atomic
def open_scans(*, dossier: Dossier, reason: str, by: User) -> Dossier:
    """Let pages and components change after the result was returned, until the dossier is consolidated.

    The signed result rests on them, so the trail says why. Opened already, it stays as it is. Raises NotAllowed, NotNow
    before the return and after consolidation, NotValid without a reason.
    """
    locked = _locked(dossier, by)
    if locked.scans_opened_at:
        return locked
    if not scans_may_be_opened(locked):
        raise NotNow(f"Hồ sơ đang ở trạng thái «{locked.get_state_display()}» nên không mở bản quét để sửa được.")
    if not is_reason(reason):
        raise NotValid("Hãy ghi lý do mở bản quét để sửa.")
    locked.scans_opened_at = timezone.now()
    locked.save(update_fields=["scans_opened_at"])
    record(locked, "open_scans", by=by, reason=reason.strip())
    return locked


@transaction.atomic
def lock_scans(*, dossier: Dossier, by: User) -> Dossier:
    """Nothing more is to be mended. Locked already, it stays as it is. Raises NotAllowed."""
    locked = _locked(dossier, by)
    if locked.scans_opened_at:
        locked.scans_opened_at = None
        locked.save(update_fields=["scans_opened_at"])
        record(locked, "lock_scans", by=by)
    return locked


def _locked(dossier: Dossier, by: User) -> Dossier:
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    permit(locked, "intake.scan", by, Seat.RECEIVING)
    return locked
