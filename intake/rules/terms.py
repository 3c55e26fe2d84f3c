"""Which statutory time holds for a dossier: that of its case, or the usual one of its procedure?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from intake.models import Term


def fits(term: Term, answers: Mapping[int, str], channel: str) -> bool:
    """Whether the case is this dossier's: question id -> answer, and the way it was filed. A question without an answer
    fits no case."""
    if term.channels and channel not in term.channels:
        return False
    return term.question_id is None or answers.get(term.question_id) in term.answers


def first_fitting(terms: Iterable[Term], answers: Mapping[int, str], channel: str) -> Term | None:
    """The first case by its ordinal."""
    return next((row for row in sorted(terms, key=lambda row: row.ordinal) if fits(row, answers, channel)), None)
