"""Which paper dossiers left the store for the archive, on which list and minutes, received by whom?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from bhxh_archive.models import StoredFile
from bhxh_archive.numbering import document_number
from intake.models.dossier import Dossier
from intake.models.papers import PaperPlace


class PaperDeposit(models.Model):
    """One hand-over of paper to the archive (nộp lưu): of one store, one year, and one kind of retention.

    `permanent`: kept for ever; what is kept for a time is on lists of its own. `list_file` and `minutes_file` are
    frozen when it is drawn up, for both sides to sign; `done_on` is the day on which the paper left. One that both
    sides did not sign is called off, and its dossiers wait again.
    """

    office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    store = models.ForeignKey(PaperPlace, models.PROTECT, related_name="deposits")
    of_year = models.PositiveSmallIntegerField("Năm kết thúc hồ sơ")
    permanent = models.BooleanField("Bảo quản vĩnh viễn")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField("Số")
    notation = models.CharField("Ký hiệu", max_length=30)
    taker_unit = models.CharField("Bên nhận", max_length=200)
    taker_name = models.CharField("Người đại diện bên nhận", max_length=150)
    taker_title = models.CharField("Chức vụ", max_length=100, blank=True)
    boxes = models.PositiveIntegerField("Số hộp")
    metres = models.DecimalField("Số mét giá", max_digits=7, decimal_places=2, null=True, blank=True)
    condition = models.CharField("Tình trạng tài liệu", max_length=300)
    list_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    minutes_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    done_on = models.DateField("Ngày giao", null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    called_off_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["office", "year", "number"], name="one_number_of_a_deposit"),
            models.CheckConstraint(
                condition=Q(done_on=None, done_by=None) | Q(called_off_at=None, done_by__isnull=False),
                name="deposit_is_done_or_called_off",
            ),
        ]
        indexes = [models.Index(fields=["office", "-id"], name="deposits_of_an_office")]

    def __str__(self) -> str:
        return document_number(self.number, self.notation)

    @property
    def waits(self) -> bool:
        """Drawn up, and neither signed by both sides nor called off."""
        return self.done_on is None and self.called_off_at is None

    @property
    def retention_words(self) -> str:
        return "Bảo quản vĩnh viễn" if self.permanent else "Bảo quản có thời hạn"


class DepositLine(models.Model):
    """One dossier on the list, as it was counted that day. `uncounted` names the papers that `sheets` leaves out.

    `void`: the list was called off.
    """

    deposit = models.ForeignKey(PaperDeposit, models.CASCADE, related_name="lines")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="deposit_lines")
    ordinal = models.PositiveIntegerField()
    box = models.CharField(max_length=50)
    code = models.CharField("Số hồ sơ giấy", max_length=60)
    ended_on = models.DateField("Kết thúc")
    sheets = models.PositiveIntegerField("Số tờ", null=True)
    pages = models.PositiveIntegerField("Số trang", null=True)
    uncounted = models.CharField("Giấy tờ chưa đếm", max_length=500, blank=True)
    void = models.BooleanField(default=False)

    class Meta:
        ordering = ["deposit", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(void=False), name="a_dossier_is_deposited_once")
        ]
