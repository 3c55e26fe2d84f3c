"""Which network scanners does an office have, and which scans were made with them?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from bhxh_archive.models import Office, User
from intake.scanning.place import Place
from intake.scanning.wish import COLOUR_NAMES, SOURCE_NAMES, Wish


class Scanner(models.Model):
    """One scanner at one address. Until an administrator has confirmed it, it is a proposal that nobody scans with.

    The confirmed rows are the allow-list: the server speaks to `address` and `port`, never to what the name `host`
    means later. A scanner that is taken off stays for the record of its scans. One behind a bridge is spoken to by
    that bridge alone.
    """

    class Condition(models.TextChoices):
        """What it said when it was last asked."""

        UNKNOWN = "", "Chưa hỏi"
        IDLE = "idle", "Sẵn sàng"
        BUSY = "busy", "Đang bận"
        STOPPED = "stopped", "Đang dừng vì lỗi"
        AWAY = "away", "Không trả lời"

    office = models.ForeignKey(Office, models.PROTECT, related_name="scanners")
    bridge = models.ForeignKey("intake.Bridge", models.PROTECT, null=True, related_name="scanners")
    name = models.CharField("Tên gọi", max_length=100)
    host = models.CharField(max_length=255)
    port = models.PositiveIntegerField()
    base = models.CharField(max_length=200)
    address = models.GenericIPAddressField()
    proposed = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    capabilities = models.JSONField(null=True)
    condition = models.CharField(max_length=10, choices=Condition.choices, blank=True, default="")
    feeder = models.CharField(max_length=10, blank=True)
    seen_at = models.DateTimeField(null=True)
    checkup = models.JSONField(null=True)
    checked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "address", "port", "base"],
                condition=Q(removed_at=None, bridge=None),
                name="one_scanner_per_address",
            ),
            models.UniqueConstraint(
                fields=["bridge", "address", "port", "base"],
                condition=Q(removed_at=None, bridge__isnull=False),
                name="one_scanner_behind_a_bridge",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="scanner_confirmed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Place:
        return Place(self.host, self.port, self.base, self.address)


class ScanRun(models.Model):
    """One scan into a dossier, or without one into the stack tray: what was asked for, how many files came, how it
    ended.

    `to_bind`: what came for the tray waits to be bound into one file, which becomes the stack `batch`. `claim` is the
    word by which a bridge took it up, `heard_at` when it last spoke of it. `sheets`: on how many pages that came into a
    dossier a code of our sheets stands, None before it was looked; `unread`: on how many others one may stand that
    nobody can read.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Đang chờ máy quét"
        SCANNING = "scanning", "Đang quét"
        DONE = "done", "Đã quét xong"
        STOPPED = "stopped", "Đã dừng"
        FAILED = "failed", "Dừng vì lỗi"

    OPEN = (State.WAITING, State.SCANNING)
    SENDING = "scan-"

    scanner = models.ForeignKey(Scanner, models.PROTECT, related_name="runs")
    dossier = models.ForeignKey("intake.Dossier", models.CASCADE, null=True, related_name="scan_runs")
    component = models.ForeignKey("intake.Component", models.SET_NULL, null=True, related_name="+")
    batch = models.ForeignKey("intake.Batch", models.PROTECT, null=True, related_name="+")
    to_bind = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=list(SOURCE_NAMES.items()))
    resolution = models.PositiveSmallIntegerField()
    colour = models.CharField(max_length=10, choices=list(COLOUR_NAMES.items()))
    both_sides = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    files = models.PositiveIntegerField(default=0)
    sheets = models.PositiveIntegerField(null=True)
    unread = models.PositiveIntegerField(default=0)
    doubled = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    claim = models.CharField(max_length=64, blank=True)
    heard_at = models.DateTimeField(null=True)
    job_path = models.CharField(max_length=501, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    stop_asked_at = models.DateTimeField(null=True)
    stop_asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["scanner"], condition=Q(state__in=["waiting", "scanning"]), name="one_scan_at_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["dossier", "-id"]),
            models.Index(fields=["scanner", "-id"], condition=Q(dossier=None), name="scans_into_tray"),
        ]

    @property
    def open(self) -> bool:
        return self.state in self.OPEN

    @property
    def stopper(self) -> User | None:
        """Who had it stopped, where that was not who scans."""
        return self.stop_asked_by if self.stop_asked_by_id != self.by_id else None

    @property
    def may_be_cut(self) -> bool:
        """Whether our sheets, legible or not, lie among its pages in the dossier, which is no stack yet nor will be."""
        return bool((self.sheets or self.unread) and self.dossier_id) and not (
            self.open or self.to_bind or self.batch_id
        )

    @property
    def wish(self) -> Wish:
        return Wish(self.source, self.resolution, self.colour, self.both_sides)

    @property
    def sending(self) -> str:
        """What the files of this scan into a dossier have in common."""
        return f"{self.SENDING}{self.pk}"

    @property
    def file_prefix(self) -> str:
        """How the files of this scan are named, before their number."""
        return f"quet-{self.pk:06d}-"


class ScanFile(models.Model):
    """One file of a scan into the tray, by its number in the scan: its bytes as they came, until the stack has them.
    What a bridge sent into a dossier is noted here too, without bytes: they lie there.

    `left_out`: nobody could read it, so that it lies in no stack; its bytes stay.
    """

    run = models.ForeignKey(ScanRun, models.CASCADE, related_name="came")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    media_type = models.CharField(max_length=50)
    size = models.PositiveBigIntegerField()
    file = models.ForeignKey("bhxh_archive.StoredFile", models.PROTECT, null=True, related_name="+")
    thumb = models.ForeignKey("bhxh_archive.StoredFile", models.PROTECT, null=True, related_name="+")
    left_out = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["run", "number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="one_file_of_a_scan")]
        indexes = [models.Index(fields=["run"], condition=Q(file__isnull=False), name="scan_files_kept")]
