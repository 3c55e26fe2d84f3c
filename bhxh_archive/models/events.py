"""What happened, who did it, and who looked? Append-only tables, each row sealed to the one before."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from bhxh_archive.roles import Role


class Sealed(models.Model):
    """A row that a database trigger numbers, chains by SHA-256 and never lets change (see `ledger`)."""

    seq = models.BigIntegerField(default=0, unique=True, editable=False)
    at = models.DateTimeField(db_default=models.functions.Now(), editable=False)
    prev_hash = models.CharField(max_length=64, blank=True, editable=False)
    hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True


class Event(Sealed):
    """One step in the life of something: who, as what, for which office, from, to, why, with what evidence.

    Concrete rooms add the foreign key to what it happened to.
    """

    verb = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, null=True, related_name="+")
    from_state = models.CharField(max_length=32, blank=True)
    to_state = models.CharField(max_length=32, blank=True)
    reason = models.TextField(blank=True)
    detail = models.JSONField(default=dict, blank=True)
    evidence_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True

    def get_role_display(self) -> str:
        return dict(Role.choices).get(self.role, "Hệ thống")


class AccessLog(Sealed):
    """One look at a personal document: who, which thing, from where (Personal Data Protection Law 2025)."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    action = models.CharField(max_length=30)
    subject = models.CharField(max_length=80)
    purpose = models.CharField(max_length=300, blank=True)
    address = models.GenericIPAddressField(null=True)

    class Meta:
        indexes = [models.Index(fields=["subject", "seq"])]
