"""Which wishes to ask an applicant once more were answered, and wait for whoever asked to go on?"""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from bhxh_archive.lifecycle import State
from intake.models import SupplementConsent


def answered_consents() -> QuerySet[SupplementConsent]:
    """The newest wish of each dossier, answered either way, on which no slip was written or printed and after which the
    dossier has not moved on but for its acceptance, which leaves a consent as it is."""
    newer = SupplementConsent.objects.filter(dossier=OuterRef("dossier"), pk__gt=OuterRef("pk"))
    answered = SupplementConsent.objects.filter(granted__isnull=False, request=None, slip=None)
    still = Q(asked_at__gte=F("dossier__state_since")) | Q(dossier__came_from__in=("", State.DRAFT))
    return answered.filter(~Exists(newer), still)
