"""What was done to the picture of a page, and which image was derived from which?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from bhxh_archive.models import StoredFile
from intake.models.pages import Page


class PageEdit(models.Model):
    """One change of how a page is shown. `before` and `after` hold `rotation` and `shape`; undoing goes back."""

    class Verb(models.TextChoices):
        ROTATE = "rotate", "Xoay"
        STRAIGHTEN = "straighten", "Nắn thẳng"
        CROP = "crop", "Cắt mép"
        ORIGINAL = "original", "Về ảnh gốc"
        SPLIT = "split", "Tách đôi"
        MERGE = "merge", "Ghép với trang khác"

    CUTS = (Verb.SPLIT, Verb.MERGE)
    """These concern two pages: they are undone as a step of the page desk, for both."""
    page = models.ForeignKey(Page, models.CASCADE, related_name="edits")
    verb = models.CharField(max_length=15, choices=Verb.choices)
    before = models.JSONField()
    after = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["page"], condition=Q(undone_at=None), name="live_edits")]


class PageDerivation(models.Model):
    """One image made from another: from which bytes (SHA-256), by which numbers, and what came out. Never changed."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="derivations")
    source_digest = models.CharField(max_length=64)
    shape = models.JSONField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["page", "shape"], name="one_derivation")]
