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
