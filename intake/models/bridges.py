"""Which programs speak for offices outside the server's network, and when was each heard of?"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from bhxh_archive.models import Office

AWAY_AFTER: Final = timedelta(seconds=60)
"""A bridge calls at least every ten seconds."""
TWICE: Final = (
    "Hai chương trình cầu nối đang chạy cùng một khóa nên lượt quét dừng. Hãy tắt bớt một, hoặc thêm cầu nối để có "
    "khóa riêng."
)
"""Why a scan ended whose bridge goes on with it after another program with the same key asked for work."""


class Bridge(models.Model):
    """A small program in the network of one office: it calls home with a key of its own, scans, and forwards files.

    Of the key only the SHA-256 digest is kept. `asked_at`: when somebody wanted to know how its scanners stand,
    `reported_at`: when it told.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    name = models.CharField("Tên gọi", max_length=100)
    key_digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"], condition=Q(revoked_at=None), name="one_bridge_of_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def away(self) -> bool:
        """Whether it has not called for too long."""
        return self.seen_at is None or timezone.now() - self.seen_at > AWAY_AFTER

    @property
    def to_report(self) -> bool:
        return self.asked_at is not None and (self.reported_at is None or self.asked_at > self.reported_at)
