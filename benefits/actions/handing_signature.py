"""How does another leader come to sign what is laid before one (chuyển người ký)?

The endorsement stands: only the signature block is made anew, under the same number, when the new signer prepares.
"""

from __future__ import annotations

from django.db import transaction

from benefits import rules
from benefits.models import DeferredSignature, PreparedDocument
from benefits.queries import live_documents, open_deferred, open_drafts, signers_of
from benefits.signers.left import RIGHT, signer_left
from benefits.signers.mandates import why_not_handed_on, why_not_signed_by
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import Seat, State
from bhxh_archive.models import User
from bhxh_archive.reasons import is_reason
from bhxh_archive.trail import permit, record
from intake.models import Dossier


@transaction.atomic
def change_signer(*, dossier: Dossier, signer: User, reason: str, by: User) -> Dossier:
    """Lay the dossier before this leader alone; who does not sign does so where the signer has left.

    Raises NotAllowed (also where the new signer drafted or controlled, or has no authority for it, and for who signs by
    mandate), NotNow once a token has signed, NotValid for who signs nothing in this office.
    """
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    granted = permit(locked, RIGHT, by, Seat.SETTLING)
    require_leader(locked, by)
    if locked.state != State.AWAITING_SIGNATURE:
        raise NotNow("Chỉ chuyển người ký khi hồ sơ đang chờ lãnh đạo ký.")
    if not is_reason(reason):
        raise NotValid("Hãy ghi lý do chuyển người ký.")
    if problem := why_not_handed_on(by, locked):
        raise NotAllowed(problem)
    drafts = list(open_drafts(locked))
    _require(locked, signer)
    if problem := why_not_signed_by(signer, locked, drafts):
        raise NotAllowed(f"{signer}: {problem}")
    if any(not rules.may_sign(draft, signer) for draft in drafts):
        raise NotAllowed(f"{signer} đã soạn, trình hoặc kiểm soát văn bản này nên không được ký.")
    before = next((draft.signer_id for draft in drafts), None)
    if before != signer.pk:
        _let_go(locked, signer)
        for draft in drafts:
            draft.signer = signer
            draft.save(update_fields=["signer"])
        record(locked, "change_signer", by=by, granted=granted, reason=reason.strip(), before=before, signer=signer.pk)
    return locked


def require_leader(dossier: Dossier, by: User) -> None:
    """Raise NotAllowed for the head of the unit while the one who is to sign still signs here."""
    if not by.holds("benefits.sign", dossier.settling_office_id) and not signer_left(dossier):
        raise NotAllowed("Người ký còn giữ chức năng ký: chỉ lãnh đạo ký chuyển người ký.")


def _require(dossier: Dossier, signer: User) -> None:
    if not signers_of(dossier.settling_office).filter(pk=signer.pk).exists():
        raise NotValid(f"{signer} không phải người ký của đơn vị giải quyết hồ sơ này.")
    if not signer.certificate:
        raise NotValid(f"{signer} chưa được gán chứng thư số: báo quản trị hệ thống trước khi chuyển.")


def _let_go(dossier: Dossier, signer: User) -> None:
    """What was prepared with another signature block is void; its number stays bound to the draft."""
    waiting = open_deferred(dossier)
    if waiting.filter(state=DeferredSignature.State.MADE).exists():
        raise NotNow("Văn bản đã ký trên thiết bị, đang chờ dấu thời gian nên không chuyển người ký được nữa.")
    waiting.update(state=DeferredSignature.State.VOID)
    others = live_documents(dossier).exclude(signer=signer)
    PreparedDocument.objects.filter(pk__in=others.values("pk")).update(state=PreparedDocument.State.VOID)
