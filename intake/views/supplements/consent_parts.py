"""What do the pages say of the head's consent to a second supplement request?"""

from __future__ import annotations

from typing import Any, Final

from bhxh_archive.models import User
from intake.forms.consents import AskConsentForm
from intake.models import Dossier
from intake.rules.consents import draft_slips, head_of, may_answer, needs_consent, newest_consent

EARLIER: Final = ("items__component__type", "items__component__line", "items__component__person")
"""What the papers of earlier slips are called by."""


def consent_parts(dossier: Dossier, user: User, form: AskConsentForm | None = None) -> dict[str, Any]:
    """For the page of the request: whether the head must be asked first, and how far that is."""
    head, consent = head_of(dossier), newest_consent(dossier)
    known = {"reason": consent.reason} if consent else None
    return {
        "needs_consent": needs_consent(dossier), "consent": consent,
        "may_answer": may_answer(dossier, user), "consent_form": form or AskConsentForm(initial=known),
        "head_title": head[2] if head else "",
        "drafted": list(draft_slips(dossier)),
        "earlier": list(dossier.supplements.prefetch_related(*EARLIER)),
    }  # fmt: skip
