"""How does a result travel by post: with which carrier, since when, and how did it end?"""

from __future__ import annotations

from urllib.parse import quote

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from intake.models.results import HandOver

TRACKED = "{code}"
"""Where the tracking number stands in the address of a carrier's tracking page."""
TRACKING = RegexValidator(
    r"^https://[a-z0-9.-]+\.[a-z]{2,}(?::\d+)?/[^\s{}]*\{code\}[^\s{}]*$",
    "Địa chỉ tra cứu bắt đầu bằng https:// và có đúng một chỗ {code} thay cho mã bưu gửi.",
)
CARRIER_CODE = RegexValidator(r"^[A-Z0-9_]{2,20}$", "Mã gồm 2 đến 20 chữ in hoa không dấu, chữ số hoặc gạch dưới.")


class Carrier(models.Model):
    """A postal service that takes results to people; dated data with its source.

    `tracking_url`: its public page about one consignment, with {code} for the tracking number; "" where none is known.
    `numbering`: how its tracking numbers are built.
    """

    class Numbering(models.TextChoices):
        S10 = "s10", "2 chữ cái, 9 chữ số, VN (chuẩn UPU S10)"
        FREE = "free", "Không theo mẫu"

    code = models.CharField("Mã", max_length=20, unique=True, validators=[CARRIER_CODE])
    name = models.CharField("Tên", max_length=200)
    ordinal = models.PositiveSmallIntegerField("Thứ tự", default=1)
    tracking_url = models.CharField("Địa chỉ tra cứu bưu gửi", max_length=300, blank=True, validators=[TRACKING])
    numbering = models.CharField("Mã bưu gửi", max_length=10, choices=Numbering.choices, default=Numbering.FREE)
    valid_from = models.DateField("Từ ngày")
    valid_to = models.DateField("Đến ngày", null=True, blank=True)
    source = models.CharField("Nguồn", max_length=300)
    needs_confirmation = models.BooleanField("Cần xác nhận", default=True)

    class Meta:
        ordering = ["ordinal", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="carrier_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def tracking_link(self, number: str) -> str:
        """Where anybody sees how far the consignment with this number is; "" where the carrier has no such page."""
        return self.tracking_url.replace(TRACKED, quote(number, safe="")) if self.tracking_url and number else ""


class Consignment(models.Model):
    """One result on its way by post. Days are Vietnam's; `note`: proof of delivery, or why it came back."""

    hand_over = models.OneToOneField(HandOver, models.PROTECT, related_name="consignment")
    carrier = models.ForeignKey(Carrier, models.PROTECT, related_name="+")
    post_office = models.CharField("Bưu cục nhận gửi", max_length=150, blank=True)
    dispatched_on = models.DateField("Ngày gửi")
    ended_on = models.DateField("Ngày phát hoặc chuyển hoàn", null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    @property
    def tracking_link(self) -> str:
        """The carrier's page about this consignment, or ""."""
        return self.carrier.tracking_link(self.hand_over.tracking_number)
