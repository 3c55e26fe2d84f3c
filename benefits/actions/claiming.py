"""Who works on this dossier?"""

from __future__ import annotations

from django.db import transaction

from bhxh_archive.errors import ChangedMeanwhile, NotNow
from bhxh_archive.lifecycle import Seat, State
from bhxh_archive.models import User
from bhxh_archive.trail import Granted, permit, record
from intake.models import Dossier


@transaction.atomic
def claim(*, dossier: Dossier, by: User) -> Dossier:
    """Take a dossier out of the pool (Nhận xử lý); twice changes nothing. Raises ChangedMeanwhile when taken."""
    locked, granted = _in_review(dossier, by)
    if locked.holder_id == by.pk:
        return locked
    if locked.holder_id:
        raise ChangedMeanwhile(f"Hồ sơ vừa được {locked.holder} nhận xử lý.")
    return _hold(locked, by, "claim", by, granted)


@transaction.atomic
def release(*, dossier: Dossier, by: User) -> Dossier:
    """Give a dossier back to the pool (Trả về hàng chờ)."""
    locked, granted = _in_review(dossier, by)
    if locked.holder_id != by.pk:
        raise NotNow("Chỉ người đang giữ hồ sơ mới trả về hàng chờ được.")
    return _hold(locked, None, "release", by, granted)


def _in_review(dossier: Dossier, by: User) -> tuple[Dossier, Granted]:
    locked: Dossier = Dossier.objects.select_for_update(of=("self",)).select_related("holder").get(pk=dossier.pk)
    granted = permit(locked, "benefits.claim", by, Seat.SETTLING)
    if locked.state != State.IN_REVIEW:
        raise NotNow(f"Hồ sơ đang ở trạng thái «{locked.get_state_display()}».")
    return locked, granted


def _hold(dossier: Dossier, holder: User | None, verb: str, by: User, granted: Granted) -> Dossier:
    dossier.holder = holder
    dossier.version += 1
    dossier.save(update_fields=["holder", "version"])
    record(dossier, verb, by=by, granted=granted)
    return dossier
