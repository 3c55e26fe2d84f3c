"""What does another source say of a contribution history, and how was each difference from the draft settled?"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from benefits.models.drafts import Draft


class HistoryRecord(models.Model):
    """The newest data of the collection department against which the rows of a draft stand; `text` as CSV."""

    draft = models.OneToOneField(Draft, models.CASCADE, related_name="record")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)


class SettledDifference(models.Model):
    """One span of months that both told otherwise, in words as each told it, what was decided, and why.

    It holds while both sides still say so; rows are never changed or taken out.
    """

    class Choice(models.TextChoices):
        HERE = "here", "Theo bảng đang có"
        THERE = "there", "Theo dữ liệu đã nhập"

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="settled")
    first_month = models.DateField()
    last_month = models.DateField()
    here = models.TextField()
    there = models.TextField()
    choice = models.CharField(max_length=5, choices=Choice.choices)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    @property
    def months(self) -> str:
        """`03/2010 - 06/2012`."""
        first, last = (f"{day:%m/%Y}" for day in (self.first_month, self.last_month))
        return first if first == last else f"{first} - {last}"
