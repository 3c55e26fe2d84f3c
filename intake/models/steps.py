"""Which steps did a clerk take on the page desk, and which of them were taken back?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from intake.models.pages import Folder


class PageStep(models.Model):
    """One press of the page desk. `changes` says what it changed: {"pages": {id: {field: [before, after]}}}, and the
    same for "findings". A step may be undone and done again while what it left behind still stands."""

    folder = models.ForeignKey(Folder, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=30)
    changes = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["folder", "by", "-id"], condition=Q(undone_at=None), name="live_steps"),
            models.Index(fields=["folder", "by", "-undone_at"], condition=~Q(undone_at=None), name="undone_steps"),
        ]

    @property
    def pages(self) -> list[int]:
        """The pages that the step was for; none for what was said of their findings."""
        return [int(pk) for pk in self.changes.get("pages", {})]
