"""How is the slip issued that asks for what a draft still lacks, and when does another one want the head's consent?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import transaction

from bhxh_archive.errors import NotValid
from bhxh_archive.models import User
from intake.actions.desk.printing import issue_typed
from intake.actions.supplements.consenting import differs
from intake.actions.supplements.supplement import NOT_AS_AGREED
from intake.models import Defect, Dossier, IssuedSlip, SupplementConsent
from intake.rules.consents import IN_DRAFT, draft_slips, head_of, key_of, newest_consent, unnamed_before
from intake.slips.common import paper_name
from intake.slips.notices import said_of, supplement_of

MOST_NAMED: Final = 5


@transaction.atomic
def issue_draft_slip(
    *, dossier: Dossier, items: Sequence[Defect], legal_ground: str, boxes: Mapping[str, str], by: User
) -> IssuedSlip:
    """Print what a draft lacks, without a move. All defects stand on one slip: one that names more than those before it
    wants the head's consent to just these lines, whose reason it bears (NĐ 118/2025); other words about the same are a
    correction.

    `boxes`: the form as it was typed, name -> text. Raises NotAllowed, and NotValid without an item, without the
    consent, and for other lines than were agreed to.
    """
    locked = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if not items:
        raise NotValid("Hãy ghi ít nhất một giấy tờ cần bổ sung.")
    consent = _consent(locked, items, legal_ground)
    said = said_of(consent) if consent else _said_before(locked)
    data = {**supplement_of(locked, items, legal_ground, None, str(by)), **said}
    typed = {"boxes": dict(boxes), "named": [key_of(row) for row in items], **said}
    issued = issue_typed(dossier=locked, name="supplement", data=data, subject=IN_DRAFT, by=by, typed=typed,
                         reason=said.get("unnamed", ""))  # fmt: skip
    if consent:
        consent.slip = issued
        consent.save(update_fields=["slip"])
    return issued


def _consent(dossier: Dossier, items: Sequence[Defect], legal_ground: str) -> SupplementConsent | None:
    """The head's standing consent where these lines want one."""
    new = unnamed_before(dossier, items)
    if not new:
        return None
    consent = newest_consent(dossier)
    if consent is None or not consent.granted:
        raise NotValid(_unagreed(dossier, new))
    if differs(consent, items, legal_ground):
        raise NotValid(NOT_AS_AGREED)
    return consent


def _unagreed(dossier: Dossier, new: Sequence[Defect]) -> str:
    told = "; ".join(paper_name(row.component) if row.component else row.wanted for row in new[:MOST_NAMED])
    head = head_of(dossier)
    return f"Phiếu trước chưa nêu: {told}. Nêu thêm phải có ý kiến đồng ý của {head[2] if head else 'trưởng'}."


def _said_before(dossier: Dossier) -> dict[str, Any]:
    """A correction says what the corrected slip said."""
    newest = draft_slips(dossier).last()
    return {name: newest.typed[name] for name in ("unnamed", "consent") if newest.typed.get(name)} if newest else {}
