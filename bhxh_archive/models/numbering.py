"""Which number comes next in a series, and which numbers were lost?"""

from django.conf import settings
from django.db import models


class NumberSeries(models.Model):
    """A series of one office and year; restarts at 1 on 1 January (NĐ 30/2020 art. 15)."""

    office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "code", "year"], name="one_series")]


class NumberGap(models.Model):
    """A number that was bound and will never be used, with the reason."""

    office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["office", "code", "year", "number"], name="one_gap")]


class OutsideNumbers(models.Model):
    """Numbers `first` to `last` of a series that were given outside the program: on paper, or before it was in use.

    The series passes them by. One that was entered wrongly is withdrawn, never deleted.
    """

    office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    first = models.PositiveIntegerField("Từ số")
    last = models.PositiveIntegerField("Đến số")
    note = models.CharField("Dùng cho", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField("Lý do bỏ ghi", max_length=300, blank=True)

    class Meta:
        ordering = ["-year", "code", "-last"]
        constraints = [
            models.CheckConstraint(condition=models.Q(first__gte=1, last__gte=models.F("first")), name="block_in_order")
        ]

    @property
    def numbers(self) -> str:
        """`07`, or `01-120`."""
        return f"{self.first:02d}" if self.first == self.last else f"{self.first:02d}-{self.last:02d}"
