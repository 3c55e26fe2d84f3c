"""What was asked of a source of official data for a component, and what came back?"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from bhxh_archive.models import StoredFile
from intake.models.components import Component
from intake.models.persons import Person


class Lookup(models.Model):
    """One question to a source. Only a single record is kept, as the bytes of `snapshot` in the working store.

    `differing`: in what it did not agree with the person when it was accepted all the same. `asked_at`: when a person
    pressed the button; `at`: when the source answered, or was given up.
    """

    class Outcome(models.TextChoices):
        ASKED = "asked", "Đang hỏi nguồn dữ liệu"
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
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    differing = models.JSONField(default=list)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="found", snapshot__isnull=False) | ~Q(outcome="found") & Q(snapshot=None),
                name="what_was_found_is_kept",
            ),
            models.CheckConstraint(condition=Q(outcome="asked") | Q(at__isnull=False), name="answers_have_a_time"),
        ]
        indexes = [
            models.Index(fields=["component"], condition=Q(outcome="asked"), name="lookups_under_way"),
        ]

    @property
    def job_key(self) -> str:
        """The key of the work that asks the source."""
        return f"look_up:{self.pk}"
