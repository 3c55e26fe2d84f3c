"""Who works on this dossier?"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from benefits.queries import officers_of
from bhxh_archive.errors import ChangedMeanwhile, NotNow, NotValid
from bhxh_archive.lifecycle import CHANGED, Seat, State
from bhxh_archive.models import User
from bhxh_archive.reasons import is_reason
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


@transaction.atomic
def reassign(*, dossier: Dossier, to: User, reason: str, by: User, version: int | None = None) -> Dossier:
    """Give a dossier to another officer (Phân công lại); drafts and whose hands are in them stay as they are.

    Raises NotAllowed, NotNow outside the review, ChangedMeanwhile when it was touched since `version`, and NotValid
    without a reason or for somebody who does not draft in the settling office.
    """
    locked, granted = _in_review(dossier, by, right="benefits.reassign")
    if version not in (None, locked.version):
        raise ChangedMeanwhile(CHANGED)
    if not is_reason(reason):
        raise NotValid("Hãy ghi lý do phân công lại.")
    if to not in officers_of(locked.settling_office):
        raise NotValid(f"{to} không phải chuyên viên đang làm việc của đơn vị giải quyết hồ sơ này.")
    if locked.holder_id == to.pk:
        return locked
    return _hold(locked, to, "reassign", by, granted, reason=reason.strip(), to=to.pk, before=locked.holder_id)


def _in_review(dossier: Dossier, by: User, *, right: str = "benefits.claim") -> tuple[Dossier, Granted]:
    rows = Dossier.objects.select_for_update(of=("self",)).select_related("holder", "settling_office")
    locked: Dossier = rows.get(pk=dossier.pk)
    granted = permit(locked, right, by, Seat.SETTLING)
    if locked.state != State.IN_REVIEW:
        raise NotNow(f"Hồ sơ đang ở trạng thái «{locked.get_state_display()}».")
    return locked, granted


def _hold(
    dossier: Dossier, holder: User | None, verb: str, by: User, granted: Granted, *, reason: str = "", **detail: Any
) -> Dossier:
    dossier.holder = holder
    dossier.version += 1
    dossier.save(update_fields=["holder", "version"])
    record(dossier, verb, by=by, granted=granted, reason=reason, **detail)
    return dossier
