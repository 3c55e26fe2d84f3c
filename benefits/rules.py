"""May this person draft, control or sign this draft? Predicates; nothing here writes."""

from __future__ import annotations

from benefits.models import Draft
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.models import Dossier


def hands_on(draft: Draft) -> set[int]:
    """Ids of who drafted or controlled: none of them may sign."""
    return {pk for pk in (draft.drafted_by_id, draft.controlled_by_id) if pk}


def may_edit(dossier: Dossier, by: User) -> bool:
    """A draft is worked on in review, by who holds the dossier, or by any officer while nobody does."""
    free = dossier.holder_id in (None, by.pk)
    return dossier.state == State.IN_REVIEW and free and by.holds("benefits.draft", dossier.settling_office_id)


def may_control(draft: Draft, by: User) -> bool:
    """The controller is not the drafter."""
    return by.pk != draft.drafted_by_id


def may_sign(draft: Draft, by: User) -> bool:
    """The signer is neither drafter nor controller."""
    return by.pk not in hands_on(draft)
