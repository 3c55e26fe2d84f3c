"""How do documents wait for a signer's own token, and how are they taken back from it?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.utils import timezone

from benefits.actions.finishing import TRY_AGAIN_AFTER
from benefits.models import DeferredSignature, PreparedDocument
from benefits.queries import live_documents, open_deferred
from benefits.signers.cosigners import RIGHT, require_turn
from bhxh_archive.errors import NotAllowed, NotNow
from bhxh_archive.jobs import enqueue
from bhxh_archive.lifecycle import Seat, check_move
from bhxh_archive.models import Job, User
from bhxh_archive.trail import Granted, permit, record
from intake.models import CoSigner, Dossier

OPEN: Final = "benefits.tasks.open_remote_gaps"


@transaction.atomic
def defer(*, dossier: Dossier, by: User, version: int | None = None) -> list[DeferredSignature]:
    """Let all prepared documents wait for the token; those that do so already stay. Raises what `sign` raises."""
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    granted = check_move(locked, "sign", by=by, version=version)
    return _wait(locked, [(row, None) for row in live_documents(locked)], by, granted)


@transaction.atomic
def defer_cosigning(*, dossier: Dossier, by: User, version: int | None = None) -> list[DeferredSignature]:
    """The same of what waits for `by` after the leader's signature. Raises what `cosign` raises."""
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    granted, rows = require_turn(locked, by=by, version=version)
    documents = {(row.kind, row.number): row for row in live_documents(locked)}
    return _wait(locked, [(documents[row.result.kind, row.result.number], row) for row in rows], by, granted)


def _wait(
    dossier: Dossier, wanted: Sequence[tuple[PreparedDocument, CoSigner | None]], by: User, granted: Granted
) -> list[DeferredSignature]:
    if not by.certificate:
        raise NotAllowed("Tài khoản của bạn chưa được gán chứng thư số. Hãy báo quản trị hệ thống.")
    there = {row.document_id: row for row in open_deferred(dossier)}
    new = [
        DeferredSignature.objects.create(document=row, cosigner=cosigner, by=by)
        for row, cosigner in wanted if row.pk not in there
    ]  # fmt: skip
    if new:
        record(dossier, "defer_signature", by=by, granted=granted, documents=[row.document_id for row in new])
    if new and by.csc_credential:
        enqueue(OPEN, key=f"open_gaps:{by.pk}:{dossier.pk}", lane=Job.Lane.QUICK, by=by, user_id=by.pk)
    return [*there.values(), *new]


def retry_gaps() -> int:
    """Make ready what waits for a remote key and could not be made ready: the service was silent. Returns for how many
    leaders; one for whom it was tried a moment ago is left alone."""
    before = timezone.now() - TRY_AGAIN_AFTER
    rows = DeferredSignature.objects.open().in_time()
    unready = rows.filter(state=DeferredSignature.State.WAITING, attributes=None, by__is_active=True)
    ids = unready.exclude(by__csc_credential="").order_by().values_list("by", flat=True).distinct()
    tried = Job.objects.filter(name=OPEN, finished_at__gte=before).values_list("key", flat=True)
    recent = {int(key.split(":")[1]) for key in tried}
    wanted = [pk for pk in ids if pk not in recent]
    for pk in wanted:
        enqueue(OPEN, key=f"open_gaps:{pk}", lane=Job.Lane.QUICK, user_id=pk)
    return len(wanted)


@transaction.atomic
def take_back(*, dossier: Dossier, by: User) -> Dossier:
    """The documents wait for the token no more; a signature that it made is not used. Raises NotAllowed, NotNow."""
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    leads = by.holds("benefits.sign", locked.settling_office_id)
    granted = permit(locked, "benefits.sign" if leads else RIGHT, by, Seat.SETTLING)
    rows = open_deferred(locked).filter(by=by)
    if not rows:
        raise NotNow("Hồ sơ này không có văn bản nào chờ thiết bị của bạn ký.")
    documents = [row.document_id for row in rows]
    rows.update(state=DeferredSignature.State.VOID)
    record(locked, "take_back_deferred", by=by, granted=granted, documents=documents)
    return locked
