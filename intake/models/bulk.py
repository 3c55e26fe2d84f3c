"""One verb for many dossiers: which were chosen, what was foreseen for each, and what became of it?"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from intake.models.dossier import Dossier


class BulkRun(models.Model):
    """One press of a bulk button: first rehearsed, then, when the person agrees, carried out dossier by dossier."""

    class State(models.TextChoices):
        CHECKING = "checking", "Đang kiểm tra"
        READY = "ready", "Chờ xác nhận"
        RUNNING = "running", "Đang thực hiện"
        DONE = "done", "Đã thực hiện"

    verb = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    @property
    def busy(self) -> bool:
        return self.state in (self.State.CHECKING, self.State.RUNNING)


class BulkLine(models.Model):
    """One dossier of a run. `entry` is what was typed for it, `said` what it gets or why it is skipped, `doubt` what
    must be looked at before it is agreed to; `sums` what it adds to the totals, by what is counted."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Chưa kiểm tra"
        POSSIBLE = "possible", "Làm được"
        SKIPPED = "skipped", "Bỏ qua"
        DONE = "done", "Đã làm"

    run = models.ForeignKey(BulkRun, models.CASCADE, related_name="lines")
    ordinal = models.PositiveSmallIntegerField()
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+")
    entry = models.CharField(max_length=100, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.WAITING)
    said = models.TextField(blank=True)
    doubt = models.TextField(blank=True)
    sums = models.JSONField(default=dict)

    class Meta:
        ordering = ["run", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["run", "dossier"], name="one_line_of_a_dossier")]
