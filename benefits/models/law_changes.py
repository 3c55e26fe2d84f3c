"""Which numbers of the law did an administrator enter beside those that come with the program?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from benefits.arithmetic.rules import TABLE_TITLES


class LawChange(models.Model):
    """Numbers of one table for some days: entered with their source, approved by somebody else, then in the place of
    what held on these days. `values` are decimals as text by key. Never changed afterwards, only withdrawn.
    """

    class State(models.TextChoices):
        READY = "ready", "Chờ người thứ hai duyệt"
        APPROVED = "approved", "Đã duyệt"
        WITHDRAWN = "withdrawn", "Đã rút"

    table = models.CharField(max_length=40)
    values = models.JSONField()
    valid_from = models.DateField("Áp dụng từ ngày")
    valid_to = models.DateField("Đến hết ngày", null=True, blank=True)
    source = models.CharField("Căn cứ", max_length=300)
    confirmed = models.BooleanField("Đã xác nhận", default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READY)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("added_by")), name="law_approved_by_another_person"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="law_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["approved_at"], condition=Q(state="approved"), name="law_in_force")]

    def __str__(self) -> str:
        return f"Số liệu pháp luật: {TABLE_TITLES.get(self.table, self.table)}, từ {self.valid_from:%d/%m/%Y}"
