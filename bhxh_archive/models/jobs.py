"""Which work goes on in the background, how far is it, and how often was it tried?"""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Job(models.Model):
    """One piece of background work. `key` keeps the same work from being queued twice while it is open."""

    class State(models.TextChoices):
        QUEUED = "queued", "Đang chờ"
        RUNNING = "running", "Đang xử lý"
        DONE = "done", "Xong"
        FAILED = "failed", "Lỗi"

    class Lane(models.TextChoices):
        QUICK = "quick", "Nhanh"
        SLOW = "slow", "Chậm"
        # A scan waits for paper for minutes and hardly computes: it must keep nobody's upload waiting.
        SCAN = "scan", "Máy quét"

    name = models.CharField(max_length=100)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=200)
    lane = models.CharField(max_length=10, choices=Lane.choices)
    priority = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    task_id = models.UUIDField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(state__in=["queued", "running"]), name="one_open_job")
        ]
        indexes = [models.Index(fields=["state", "heartbeat_at"])]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"

    @property
    def open(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.RUNNING)
