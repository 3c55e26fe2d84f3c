"""What waits for a signer's own token, and with which code does the program on that computer fetch it?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from benefits.models.signatures import PreparedDocument
from bhxh_archive.models import StoredFile
from intake.models import CoSigner


class SigningCode(models.Model):
    """A code of some minutes for one signer; only its digest is kept. A new one ends those before it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()


class DeferredQuerySet(models.QuerySet["DeferredSignature"]):
    """Reads of what waits."""

    def open(self) -> DeferredQuerySet:
        """What waits for a token, or for the time-stamp after it, of what may still be signed."""
        leaders = Q(cosigner=None, document__state=PreparedDocument.State.PREPARED)
        others = Q(cosigner__isnull=False, cosigner__version=None, cosigner__result__void_at=None)
        return self.filter(leaders | others, state__in=["waiting", "made"])

    def in_time(self) -> DeferredQuerySet:
        """Those that may be signed today: a leader signs what bears the date of the day."""
        return self.filter(Q(cosigner__isnull=False) | Q(document__dated=timezone.localdate()))


class DeferredSignature(models.Model):
    """One prepared document that the leader signs on a token of their own; with a `cosigner`, the result that it
    became, which that one signs after the leader.

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
    cosigner = models.ForeignKey(CoSigner, models.PROTECT, null=True, blank=True, related_name="+")
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
    objects = DeferredQuerySet.as_manager()

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
        """Whether the leader's document was prepared for another day than today and is not signed yet."""
        leaders = self.state == self.State.WAITING and self.cosigner_id is None
        return leaders and self.document.dated != timezone.localdate()
