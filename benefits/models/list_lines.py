"""What does the benefits unit make of one line of an employer's list?"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from benefits.arithmetic.list_lines import Verdict
from intake.models import ListLine


def _nothing() -> list[Any]:
    return []


class LineSettlement(models.Model):
    """One line: how it is computed, from which figures, what it comes to, what was decided, by whom.

    `entries` are the figures as typed, of every way of computing that was tried; `case` is the case that
    `manage.py calculate` takes, `working` its result as it is frozen (`arithmetic.steps.plain`), `said` why it is not
    clean. `amount` in đồng is None while there is no result. A line without a row was not computed yet.
    """

    class Kind(models.TextChoices):
        SICKNESS = "SICKNESS", "Ốm đau"
        MATERNITY = "MATERNITY", "Thai sản: sinh con"
        FATHER = "FATHER", "Thai sản: vợ sinh con"
        CONVALESCENCE = "CONVALESCENCE", "Dưỡng sức, phục hồi sức khỏe"
        STATED = "STATED", "Ấn định số tiền (khám thai, sẩy thai, nhận con nuôi, phần chênh lệch…)"

    class Standing(models.TextChoices):
        OPEN = "open", "Chưa quyết"
        SETTLED = "settled", "Giải quyết"
        REFUSED = "refused", "Không giải quyết"

    line = models.OneToOneField(ListLine, models.CASCADE, related_name="settlement")
    kind = models.CharField("Cách tính", max_length=15, choices=Kind.choices)
    entries = models.JSONField(default=dict, blank=True)
    case = models.JSONField(default=dict, blank=True)
    working = models.JSONField(null=True, blank=True)
    amount = models.PositiveBigIntegerField(null=True, blank=True)
    verdict = models.CharField(max_length=10, default=Verdict.INCOMPLETE.value)
    said = models.JSONField(default=_nothing, blank=True)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.OPEN)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(standing="settled") | Q(amount__isnull=False), name="settled_has_amount"
            ),
            models.CheckConstraint(condition=~Q(standing="refused") | ~Q(reason=""), name="refused_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.get_standing_display()}"
