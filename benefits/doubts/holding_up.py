"""What of a dossier that waits for the leader keeps it from being signed, so that it goes back to who drafted it?"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

from benefits.doubts.recalculating import what_changed
from benefits.queries import drafts_of
from bhxh_archive.errors import ActionError, NotNow, NotValid
from bhxh_archive.lifecycle import State, check_move
from bhxh_archive.models import User
from intake.models import Dossier

PASSED_BY: Final = 20
"""Dossiers at the head of the leader's queue that are looked at for one that may be signed."""


def held_up(dossier: Dossier, user: User) -> str:
    """Why `user` can't sign this dossier though it waits for him: the law changed, or what it names did; "" where he
    can, and where it doesn't wait. Raises NotAllowed for who may not sign it at all."""
    try:
        check_move(dossier, "sign", by=user, preparing=True)
    except (NotNow, NotValid) as refused:
        if dossier.state == State.AWAITING_SIGNATURE:
            return refused.message
        raise
    return ""


def changed_figures(dossier: Dossier) -> str:
    """What the drafts come to by the law of today where they say otherwise, as the reason to give them back; "" where
    nothing changed."""
    return " ".join(filter(None, map(what_changed, drafts_of(dossier))))


def first_signable(dossiers: Iterable[Dossier], user: User) -> Dossier | None:
    """The first that nothing holds up; the very first where that is so of all that are looked at."""
    looked = list(islice(dossiers, PASSED_BY))
    return next((dossier for dossier in looked if _signable(dossier, user)), looked[0] if looked else None)


def _signable(dossier: Dossier, user: User) -> bool:
    try:
        return not held_up(dossier, user)
    except ActionError:
        return False
