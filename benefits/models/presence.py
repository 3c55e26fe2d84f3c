"""Who has a dossier open in the benefits unit right now?"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from intake.models import Dossier


class Presence(models.Model):
    """One person with one dossier open, `since` then; after `until` it is taken to be closed, and soon forgotten."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "user"], name="one_presence")]
