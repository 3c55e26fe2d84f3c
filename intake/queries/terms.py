"""Which case of its procedure is a dossier, as far as statutory time goes?"""

from __future__ import annotations

from intake.models import Dossier, Term
from intake.rules.terms import first_fitting


def term_of(dossier: Dossier) -> Term | None:
    """The statutory time of the dossier's case; None where the usual time of the procedure holds."""
    terms = list(dossier.procedure.terms.all())
    if not terms:
        return None
    answers = dict(dossier.answers.values_list("question_id", "value"))
    return first_fitting(terms, answers, dossier.channel)
