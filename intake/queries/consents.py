"""Which wishes to ask an applicant once more were answered, and wait for whoever asked to go on?"""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, QuerySet

from intake.models import SupplementConsent


def answered_consents() -> QuerySet[SupplementConsent]:
    """The newest wish of each dossier, answered either way, on which no slip was written and after which the dossier
    has not moved on."""
    newer = SupplementConsent.objects.filter(dossier=OuterRef("dossier"), pk__gt=OuterRef("pk"))
    answered = SupplementConsent.objects.filter(granted__isnull=False, request=None)
    return answered.filter(~Exists(newer), asked_at__gte=F("dossier__state_since"))
