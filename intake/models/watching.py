"""Which folders on the server are watched for scans, and what became of each file that lay there?"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from bhxh_archive.models import Office
from intake.scanning.folder import SENTENCES, Seen

UNSEEN_AFTER: Final = timedelta(minutes=1)
BRIDGE_AWAY: Final = "Cầu nối không gọi về hơn một phút nên tệp trong thư mục chưa được gửi tới."
NOBODY_LOOKS: Final = "Hệ thống không xem thư mục hơn một phút. Hãy báo quản trị xem dịch vụ nền còn chạy không."


class WatchedFolder(models.Model):
    """A folder below the configured root into which devices of an office scan. What lies there becomes stacks of the
    tray, in the name of `keeper`. Of a `bridge` it lies on another machine, from where the files are sent.

    `trouble` is why the folder can't be worked with, "" when it can; `odd` counts what lies there and is no file.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    bridge = models.OneToOneField("intake.Bridge", models.PROTECT, null=True, related_name="folder")
    path = models.CharField("Thư mục", max_length=200)
    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=20, blank=True)
    odd = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["path"], condition=Q(removed_at=None), name="one_watch_of_a_folder")
        ]

    def __str__(self) -> str:
        return f"cầu nối {self.bridge}" if self.bridge else self.path

    @property
    def trouble_words(self) -> str:
        """Why nothing comes out of the folder, "" when all is well: a trouble, or nobody has looked for too long."""
        if self.trouble or self.looked_at is None or timezone.now() - self.looked_at < UNSEEN_AFTER:
            return SENTENCES.get(self.trouble, "")
        return BRIDGE_AWAY if self.bridge_id else NOBODY_LOOKS


class WatchedFile(models.Model):
    """One file of a watched folder. `since`: since when it looks as it does; `digest` is known once it is taken.

    It is taken before it is moved away, so that a worker that dies in between takes nothing twice.
    """

    class State(models.TextChoices):
        SEEN = "seen", "Đang chờ ghi xong"
        TAKEN = "taken", "Đã nhận, đang kiểm tra"
        DONE = "done", "Đã nhận"
        REFUSED = "refused", "Không nhận"

    LYING: Final = (State.SEEN, State.TAKEN)

    folder = models.ForeignKey(WatchedFolder, models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    mtime_ns = models.BigIntegerField()
    since = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.SEEN)
    digest = models.CharField(max_length=64, blank=True)
    batch = models.ForeignKey("intake.Batch", models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["folder", "name"], condition=Q(state__in=["seen", "taken"]), name="one_file_lying_there"
            )
        ]
        indexes = [models.Index(fields=["folder", "digest"]), models.Index(fields=["folder", "state", "-id"])]

    @property
    def seen(self) -> Seen:
        return Seen(self.name, self.size, self.mtime_ns)
