"""How does a result travel by post: with which carrier, since when, and how did it end?"""

from __future__ import annotations

from django.db import models

from intake.models.results import HandOver


class Carrier(models.Model):
    """A postal service that takes results to people; dated data with its source."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    ordinal = models.PositiveSmallIntegerField(default=1)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    needs_confirmation = models.BooleanField(default=True)

    class Meta:
        ordering = ["ordinal", "code"]

    def __str__(self) -> str:
        return self.name


class Consignment(models.Model):
    """One result on its way by post. Days are Vietnam's; `note`: proof of delivery, or why it came back."""

    hand_over = models.OneToOneField(HandOver, models.PROTECT, related_name="consignment")
    carrier = models.ForeignKey(Carrier, models.PROTECT, related_name="+")
    dispatched_on = models.DateField("Ngày gửi")
    ended_on = models.DateField("Ngày phát hoặc chuyển hoàn", null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
