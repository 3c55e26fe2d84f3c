"""Who is asked before a second supplement request, and is the answer there?"""

from __future__ import annotations

from typing import Final

from bhxh_archive.lifecycle import Seat, State, seat_office
from bhxh_archive.models import User
from intake.models import Dossier, SupplementConsent

HEADS: Final = {
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
    return newest if newest and newest.request_id is None else None


def needs_consent(dossier: Dossier) -> bool:
    """Whether one slip was given already and the head has not agreed to another one."""
    newest = newest_consent(dossier)
    return dossier.supplements.exists() and not (newest and newest.granted)


def may_answer(dossier: Dossier, user: User) -> bool:
    """Whether this person is the head who consents."""
    head = head_of(dossier)
    return head is not None and user.holds(head[0], seat_office(dossier, head[1]))
