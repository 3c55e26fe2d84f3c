"""When may an office sign on paper, by whose order and why?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class PaperOrder(models.Model):
    """The head's order that results are signed with ink for some days (both counted in), while nothing can be signed
    electronically. It is never deleted; called off, it holds no more from then on.
    """

    office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    begins = models.DateField("Từ ngày")
    ends = models.DateField("Đến ngày")
    reason = models.CharField("Lý do", max_length=300)
    number = models.CharField("Số văn bản của lệnh", max_length=60, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-begins", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("begins")), name="paper_order_ends_after_it_begins")
        ]
        indexes = [models.Index(fields=["office", "ends"], name="paper_orders_of_an_office")]

    def __str__(self) -> str:
        named = f"số {self.number}" if self.number else f"ngày {timezone.localdate(self.at):%d/%m/%Y}"
        return f"Lệnh ký trên giấy {named} của {self.by.full_name}"

    @property
    def standing(self) -> str:
        """Whether it holds: `off`, `over`, `ahead` or `on`."""
        today = timezone.localdate()
        if self.called_off_at:
            return "off"
        if self.ends < today:
            return "over"
        return "ahead" if self.begins > today else "on"
