"""What is a stack of several dossiers that came as one file: its pages, its parts, and what became of each?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from intake.models.components import Component
from intake.models.dossier import Dossier
from intake.models.pages import Folder, Upload
from intake.models.results import HandOver


class Batch(models.Model):
    """One stack of an office. Its bytes as they came stay here; each dossier gets a file of its own pages.

    `closed_at`: every part was filed or dropped. `version` counts the changes of its cuts.
    """

    office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    folder = models.OneToOneField(Folder, models.PROTECT, related_name="batch")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["office", "-id"], condition=Q(closed_at=None), name="batch_tray"),
            models.Index(fields=["office", "-id"], name="batch_all"),
        ]

    @property
    def upload(self) -> Upload:
        """The file that was sent, from the prefetched uploads of the folder."""
        return self.folder.uploads.all()[0]


class BatchPage(models.Model):
    """What was read on one page of the stack, `index` from 0. `left_out`: a sheet of ours, or its blank back; it goes
    into no dossier."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="pages")
    index = models.PositiveIntegerField()
    texts = models.JSONField(default=list)
    unread = models.BooleanField(default=False)
    blank = models.BooleanField(default=False)
    left_out = models.BooleanField(default=False)

    class Meta:
        ordering = ["batch", "index"]
        constraints = [models.UniqueConstraint(fields=["batch", "index"], name="one_page_of_batch")]


class BatchPart(models.Model):
    """The pages `first` up to, but not including, `stop`: for one dossier, and one component or its unsorted tray.

    Parts of a stack follow each other without a gap. `trouble` is why nobody knows where they belong, "" when it is
    known; `note` is why filing failed. With a `hand_over` the pages are the signed slip of that return.
    """

    class State(models.TextChoices):
        OPEN = "open", "Chờ xếp"
        FILING = "filing", "Đang xếp"
        FILED = "filed", "Đã xếp vào hồ sơ"
        DROPPED = "dropped", "Đã bỏ"

    class Trouble(models.TextChoices):
        NO_SHEET = "no_sheet", "Không có tờ bìa ở trước"
        CUT = "cut", "Phần mới cắt"
        TWO_CODES = "two_codes", "Hai mã trên một trang"
        UNREAD = "unread", "Mã không đọc được"
        BAD_CHECK = "bad_check", "Sai ký tự kiểm tra"
        UNKNOWN = "unknown", "Không có hồ sơ mang mã này"
        ELSEWHERE = "elsewhere", "Hồ sơ của đơn vị khác"
        NEVER_SCANNED = "never_scanned", "Phiếu đòi giấy tờ không quét"
        NO_COMPONENT = "no_component", "Chưa rõ thành phần"
        SEVERAL = "several", "Nhiều giấy tờ cùng loại"
        ASKS_SEVERAL = "asks_several", "Phiếu đòi nhiều giấy tờ"
        SLIP = "slip", "Giấy giao nhận chưa lưu được"

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="parts")
    first = models.PositiveIntegerField()
    stop = models.PositiveIntegerField()
    code = models.CharField(max_length=100, blank=True)
    trouble = models.CharField(max_length=15, choices=Trouble.choices, blank=True)
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, blank=True, related_name="+")
    component = models.ForeignKey(Component, models.SET_NULL, null=True, blank=True, related_name="+")
    hand_over = models.ForeignKey(HandOver, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    note = models.CharField(max_length=300, blank=True)
    upload = models.ForeignKey(Upload, models.PROTECT, null=True, blank=True, related_name="+")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["batch", "first"]
        constraints = [models.CheckConstraint(condition=Q(first__lt=F("stop")), name="batch_part_has_pages")]
