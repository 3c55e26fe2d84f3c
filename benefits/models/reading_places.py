"""Where in the scans of a dossier did somebody read last, and how wide were they beside the form?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from intake.models import Dossier


class ReadingPlace(models.Model):
    """The page that this person had open last, by its number in the viewer, and the width of the scans in hundredths
    of both sides; None is as it comes. A convenience, no evidence: forgotten when nobody reads there any more."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    page = models.PositiveSmallIntegerField(null=True)
    split = models.PositiveSmallIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "user"], name="one_reading_place")]
