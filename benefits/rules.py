"""May this person draft, control or sign this draft? Predicates; nothing here writes."""

from __future__ import annotations

from benefits.models import Draft
from bhxh_archive.models import User


def hands_on(draft: Draft) -> set[int]:
    """Ids of who drafted or controlled: none of them may sign."""
    return {pk for pk in (draft.drafted_by_id, draft.controlled_by_id) if pk}


def may_control(draft: Draft, by: User) -> bool:
    """The controller is not the drafter."""
    return by.pk != draft.drafted_by_id


def may_sign(draft: Draft, by: User) -> bool:
    """The signer is neither drafter nor controller."""
    return by.pk not in hands_on(draft)
