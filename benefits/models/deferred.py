"""What waits for a leader's own token, and with which code does the program on that computer fetch it?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from benefits.models.signatures import PreparedDocument
from bhxh_archive.models import StoredFile


class SigningCode(models.Model):
    """A code of some minutes for one leader; only its digest is kept. A new one ends those before it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()


class DeferredSignature(models.Model):
    """One prepared document that the leader signs on a token of their own.

    `file` is the document with a gap of `start` to `end`, `digest` the SHA-256 of what is around it, `attributes` what
    the token signs, `chain` the certificates that it told (PEM, the leader's own first): all empty until the program
    asked. `signature` is what the token made; without a time-stamp it is no signature of the document yet.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ thiết bị ký"
        MADE = "made", "Đã ký trên thiết bị, chờ dấu thời gian"
        DONE = "done", "Đã ký số"
        VOID = "void", "Không dùng"

    document = models.ForeignKey(PreparedDocument, models.PROTECT, related_name="deferred")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField(auto_now_add=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    digest = models.BinaryField(null=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    attributes = models.BinaryField(null=True)
    chain = models.TextField(blank=True)
    signature = models.BinaryField(null=True)
    made_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(state__in=["waiting", "made"]), name="one_open_deferred_signature"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["made", "done"]) | Q(signature__isnull=False, made_at__isnull=False),
                name="made_signature_is_there",
            ),
        ]
        indexes = [models.Index(fields=["by", "state"], name="deferred_of_a_leader")]

    @property
    def late(self) -> bool:
        """Whether the document was prepared for another day than today and is not signed yet."""
        return self.state == self.State.WAITING and self.document.dated != timezone.localdate()
