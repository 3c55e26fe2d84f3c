"""May this person draft, control or sign this draft? Predicates; nothing here writes."""

from __future__ import annotations

from typing import Final

from benefits.models import Draft
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.models import Dossier

NOTED: Final = frozenset(
    {State.IN_REVIEW, State.AWAITING_SUPPLEMENT, State.AWAITING_VERIFICATION, State.AWAITING_CONTROL,
     State.AWAITING_SIGNATURE}
)  # fmt: skip
"""States in which the unit works on a dossier, or waits for an answer to go on."""


def authors_of(draft: Draft) -> set[int]:
    """Ids of everybody whose hand is in the draft, not only of who saved last: none of them may control or sign."""
    return {draft.drafted_by_id, *(author.pk for author in draft.authors.all())}


def may_note_in(dossier: Dossier) -> bool:
    """Notes on pages are for the unit's own work; afterwards they stay as they are."""
    return dossier.state in NOTED


def has_in_hand(dossier: Dossier, by: User) -> bool:
    """Whether the person holds the dossier, or nobody does."""
    return dossier.holder_id in (None, by.pk)


def may_edit(dossier: Dossier, by: User) -> bool:
    """A draft is worked on in review, by who holds the dossier, or by any officer while nobody does."""
    mine = has_in_hand(dossier, by) and by.holds("benefits.draft", dossier.settling_office_id)
    return dossier.state == State.IN_REVIEW and mine


def may_control(draft: Draft, by: User) -> bool:
    """The controller wrote nothing of it."""
    return by.pk not in authors_of(draft)


def may_sign(draft: Draft, by: User) -> bool:
    """The signer neither wrote nor controlled."""
    return by.pk not in authors_of(draft) | {draft.controlled_by_id}
