"""What has been done to an issued result since: replaced, revoked, corrected, adjusted?"""

from __future__ import annotations

from django.db import models

from intake.models.results import Result


class ResultRemark(models.Model):
    """A sentence without its full stop, as the benefits unit files it when the other document is issued; it is never
    taken back, for what is issued isn't either. `ends`: the result is in force no longer."""

    result = models.ForeignKey(Result, models.PROTECT, related_name="remarks")
    text = models.CharField(max_length=300)
    ends = models.BooleanField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["result", "text"], name="a_remark_once")]

    def __str__(self) -> str:
        return f"{self.text}."
