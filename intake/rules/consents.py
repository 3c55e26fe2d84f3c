"""Who is asked before a second supplement request, and is the answer there?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db.models import QuerySet

from bhxh_archive.lifecycle import MOVES, Seat, State, seat_office, warrant
from bhxh_archive.models import User
from intake.models import Defect, Dossier, IssuedSlip, SupplementConsent

IN_DRAFT: Final = "draft"
"""The subject of the slips that are printed before the acceptance."""

HEADS: Final = {
    State.DRAFT: ("intake.consent_supplement", Seat.RECEIVING, "Trưởng Bộ phận Tiếp nhận"),
    State.RECEIVED: ("intake.consent_supplement", Seat.RECEIVING, "Trưởng Bộ phận Tiếp nhận"),
    State.IN_REVIEW: ("benefits.consent_supplement", Seat.SETTLING, "Trưởng phòng Chế độ BHXH"),
}
"""State in which a supplement may be asked for -> right, office and title of the head of the unit that asks."""


def head_of(dossier: Dossier) -> tuple[str, Seat, str] | None:
    """Right, seat and title of the head who consents; None where nothing can be asked for now."""
    return HEADS.get(State(dossier.state))


def newest_consent(dossier: Dossier) -> SupplementConsent | None:
    """The last wish to ask once more, as long as no slip was written on the strength of it."""
    newest = dossier.supplement_consents.select_related("asked_by", "answered_by").last()
    return newest if newest and newest.request_id is None and newest.slip_id is None else None


def needs_consent(dossier: Dossier) -> bool:
    """Whether one slip was given already, be it while the draft was made, and the head has not agreed to another."""
    newest = newest_consent(dossier)
    asked = dossier.supplements.exists() or draft_slips(dossier).exists()
    return asked and not (newest and newest.granted)


def draft_slips(dossier: Dossier) -> QuerySet[IssuedSlip]:
    """The slips by which something was asked for before the acceptance, oldest first."""
    return dossier.issued_slips.filter(kind="supplement", subject=IN_DRAFT)


def unnamed_before(dossier: Dossier, defects: Iterable[Defect]) -> list[Defect]:
    """What no slip of the draft rightly asked for yet; nothing while there is none. Other words about the same paper
    are a correction of it."""
    known = _rightly_named(dossier)
    return [] if known is None else [defect for defect in defects if key_of(defect) not in known]


def printed_unagreed(dossier: Dossier) -> IssuedSlip | None:
    """The newest slip of the draft, where it names more than the first and no head agreed to that: releases without the
    consent in a draft printed it."""
    newest, known = draft_slips(dossier).last(), _rightly_named(dossier)
    more = set(newest.typed.get("named", [])) - (known or set()) if newest else set()
    return newest if more else None


def _rightly_named(dossier: Dossier) -> set[str] | None:
    """What the first slip of the draft named and those to which the head agreed; None without a slip."""
    slips = list(draft_slips(dossier).select_related("consent"))
    right = slips[:1] + [slip for slip in slips[1:] if hasattr(slip, "consent")]
    return {key for slip in right for key in slip.typed.get("named", [])} if slips else None


def key_of(defect: Defect) -> str:
    """What tells the defects of a draft apart: the paper, or the words where they are about none."""
    if (paper := defect.component) is None:
        return " ".join(defect.wanted.casefold().split())
    return f"{paper.type_id}:{paper.line_id or ''}:{paper.person_id or ''}"


def may_ask(dossier: Dossier, user: User) -> bool:
    """Whether this person asks the applicant for what is missing: while the draft is made, who makes it."""
    if dossier.state == State.DRAFT:
        return user.holds("intake.register", dossier.receiving_office_id)
    return warrant(MOVES["request_supplement"], dossier, user) is not None


def ask_page(dossier: Dossier) -> str:
    """The name of the page where it is asked for."""
    return "draft_supplement" if dossier.state == State.DRAFT else "request_supplement"


def may_answer(dossier: Dossier, user: User) -> bool:
    """Whether this person is the head who consents."""
    head = head_of(dossier)
    return head is not None and user.holds(head[0], seat_office(dossier, head[1]))
