"""What was asked of a source of official data for a component, and what came back?"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from bhxh_archive.models import StoredFile
from intake.models.components import Component
from intake.models.persons import Person


class Lookup(models.Model):
    """One question to a source. Only a single record is kept, as the bytes of `snapshot` in the working store."""

    class Outcome(models.TextChoices):
        FOUND = "found", "Tìm thấy"
        NOTHING = "nothing", "Không tìm thấy"
        SEVERAL = "several", "Nhiều bản ghi"
        DOWN = "down", "Không trả lời"

    component = models.ForeignKey(Component, models.CASCADE, related_name="lookups")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    source = models.CharField(max_length=20)
    query_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    snapshot = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="found", snapshot__isnull=False) | ~Q(outcome="found") & Q(snapshot=None),
                name="what_was_found_is_kept",
            )
        ]
