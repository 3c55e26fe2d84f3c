"""By which one-time link does a person fetch the signed files, and what was fetched through it?"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from intake.models.persons import Person
from intake.models.results import HandOver, ResultVersion


class ResultLink(models.Model):
    """A one-time link to the signed files. Only the SHA-256 of its secret is kept.

    `failures`: wrong second facts; `fetched_at`: since when every file has gone out by it.
    """

    hand_over = models.ForeignKey(HandOver, models.PROTECT, related_name="links")
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    receiver = models.ForeignKey(Person, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, editable=False)
    failures = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]


class LinkUse(models.Model):
    """One file fetched through a link: which, when, from where."""

    link = models.ForeignKey(ResultLink, models.PROTECT, related_name="uses")
    version = models.ForeignKey(ResultVersion, models.PROTECT, related_name="+")
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
