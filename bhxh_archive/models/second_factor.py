"""What stands in for a lost device?"""

from __future__ import annotations

from django.db import models

from bhxh_archive.models.people import User


class RecoveryCode(models.Model):
    """A code that is taken once in place of one from the device. Kept is its digest alone: of 66 random bits a plain
    hash gives nothing away, as it would of a password."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="one_recovery_code_each")]
