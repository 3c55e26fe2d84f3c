"""Was this dossier given back to the desk it lies on, by whom and why, and does that still stand?"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from bhxh_archive.lifecycle import MOVES
from intake.models import Dossier, DossierEvent

_ANSWERS: Final = {answer for row in MOVES.values() for answer in row.answered_by}
_TOLD: Final = sorted(_ANSWERS | {verb for verb, row in MOVES.items() if row.answered_by})


def open_return(dossier: Dossier) -> DossierEvent | None:
    """The step that gave the dossier back, while it was not answered by sending the dossier on again."""
    if dossier.ended:
        return None
    steps = dossier.events.filter(verb__in=_TOLD).select_related("by").order_by("-seq")
    return _unanswered(steps)


def given_back(dossiers: Iterable[Dossier]) -> set[int]:
    """Ids of those dossiers whose giving back still stands, in one query."""
    ids = [row.pk for row in dossiers if not row.ended]
    steps = DossierEvent.objects.filter(dossier__in=ids, verb__in=_TOLD).order_by("dossier", "-seq")
    told = groupby(steps.only("dossier", "verb", "seq"), key=lambda step: step.dossier_id)
    return {pk for pk, own in told if _unanswered(own)}


def _unanswered(newest_first: Iterable[DossierEvent]) -> DossierEvent | None:
    answered: set[str] = set()
    for step in newest_first:
        if MOVES[step.verb].answered_by and step.verb not in answered:
            return step
        answered |= {verb for verb, row in MOVES.items() if step.verb in row.answered_by}
    return None
