"""To which later day was the result put off, by whom, with which words (form 04), and who asked for it?"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from intake.models.dossier import Dossier


class Reappointment(models.Model):
    """One apology with a new day: what stood until then, what was promised instead, and why.

    `statutory_on` is the day by the law at that time: it never moves, and reports count by it.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="reappointments")
    ordinal = models.PositiveSmallIntegerField()
    statutory_on = models.DateField("Hạn theo quy định")
    before_on = models.DateField("Ngày hẹn trước đó")
    promised_on = models.DateField("Ngày hẹn lại")
    reason = models.CharField("Lý do chậm", max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["dossier", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "ordinal"], name="one_reappointment_ordinal"),
            models.CheckConstraint(condition=models.Q(promised_on__gt=models.F("before_on")), name="put_off_is_later"),
        ]


class ReappointmentWish(models.Model):
    """The settling unit asks the leader to put the result off once more. `granted` is None until it is answered; `made`
    is the apology that came of it, whose day and words are the leader's."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="reappointment_wishes")
    promised_on = models.DateField("Ngày xin hẹn lại")
    reason = models.CharField("Lý do chậm", max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    granted = models.BooleanField(null=True)
    answer = models.CharField("Ý kiến", max_length=500, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    made = models.OneToOneField(Reappointment, models.PROTECT, null=True, related_name="wish")

    class Meta:
        ordering = ["dossier", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(granted=None), name="one_open_reappointment_wish"
            ),
        ]
