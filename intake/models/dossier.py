"""What is a dossier: its offices in roles, its times, its number, and the trail of what happened to it?"""

from __future__ import annotations

from datetime import date
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from bhxh_archive.lifecycle import ENDED, Lifecycle
from bhxh_archive.models import Event
from intake.models.catalogue import Procedure
from intake.models.pages import Folder

ENDS: Final = ("issue", "withdraw", "lapse", "cancel")
"""The verbs with which the work on a dossier ends, well or otherwise: what comes after is its return and keeping."""


class Dossier(Lifecycle):
    """One benefit dossier. Times are UTC; the legal day is Vietnam's. State changes only through `lifecycle.move`.

    `scans_opened_at`: since when its scans may be mended after the result was returned; empty while they are locked.
    """

    class Channel(models.TextChoices):
        COUNTER = "counter", "Trực tiếp tại quầy"
        POST = "post", "Bưu chính công ích"
        ONLINE = "online", "Trực tuyến"

    class ReturnMethod(models.TextChoices):
        COUNTER = "counter", "Nhận tại quầy"
        POST = "post", "Nhận qua bưu chính"
        ONLINE = "online", "Nhận bản điện tử"

    number = models.CharField("Mã hồ sơ", max_length=40, unique=True, null=True, editable=False)
    number_folded = models.CharField(max_length=40, db_index=True, blank=True, editable=False)
    register_year = models.PositiveSmallIntegerField("Năm của sổ theo dõi", null=True, editable=False)
    register_ordinal = models.PositiveIntegerField("Số thứ tự trong sổ theo dõi", null=True, editable=False)
    status_code = models.CharField("Mã tra cứu", max_length=16, unique=True, null=True, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="dossiers", verbose_name="Thủ tục")
    receiving_office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    settling_office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    paper_office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    folder = models.OneToOneField(Folder, models.PROTECT, related_name="dossier")
    event_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="linked")
    survivor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="duplicates")
    channel = models.CharField("Hình thức nộp", max_length=10, choices=Channel.choices, default=Channel.COUNTER)
    outside_code = models.CharField("Mã ngoài hệ thống", max_length=60, blank=True)
    received_at = models.DateTimeField("Thời điểm nhận", null=True, blank=True)
    received_reason = models.CharField("Lý do ghi lùi thời điểm nhận", max_length=300, blank=True)
    due_on = models.DateField("Ngày hẹn trả", null=True, blank=True, db_index=True)
    promised_on = models.DateField("Ngày hẹn lại", null=True, editable=False)
    waits_until = models.DateField("Hạn bổ sung, xác minh", null=True, editable=False)
    missed_on = models.DateField("Hạn đã lỡ trước khi dừng tính hạn", null=True, editable=False)
    attend_on = models.GeneratedField(
        expression=Coalesce("waits_until", "missed_on", "due_on"),
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    return_method = models.CharField("Cách nhận kết quả", max_length=10, choices=ReturnMethod.choices, blank=True)
    return_address = models.CharField("Nơi nhận kết quả", max_length=300, blank=True)
    counted_sheets = models.PositiveIntegerField("Số tờ giấy đã đếm", null=True, blank=True)
    counted_pages = models.PositiveIntegerField("Số trang giấy đã đếm", null=True, blank=True)
    counted_at = models.DateTimeField("Đếm lại cả hồ sơ lúc", null=True, editable=False)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="held")
    scans_opened_at = models.DateTimeField("Mở bản quét lúc", null=True, editable=False)
    paper_file_number = models.CharField("Số hồ sơ giấy", max_length=60, blank=True)
    note = models.TextField("Ghi chú", blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["receiving_office", "state", "attend_on", "id"], name="dossier_receiving_queue"),
            models.Index(fields=["settling_office", "state", "attend_on", "id"], name="dossier_settling_queue"),
            models.Index(fields=["state", "attend_on", "id"], name="dossier_state_queue"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["receiving_office", "register_year", "register_ordinal"], name="one_line_of_the_register"
            )
        ]

    @property
    def appointment_on(self) -> date | None:
        """The day told to the person last: put off by an apology, else the day by the law."""
        return self.promised_on or self.due_on

    def __str__(self) -> str:
        return self.number or f"Bản nháp {self.pk}"

    @property
    def ended(self) -> bool:
        return self.state in ENDED


class DossierEvent(Event):
    """One step of a dossier; sealed and append-only. `request_key` names the one press of a button that brought it."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="events")
    request_key = models.CharField(max_length=64, null=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["dossier", "-seq"]),
            models.Index(fields=["at"], condition=Q(verb__in=ENDS), name="event_ends"),
            models.Index(fields=["request_key"], condition=Q(request_key__isnull=False), name="event_request_key"),
        ]


class Receipt(models.Model):
    """One receipt given to the applicant: when received, due when. A later one replaces, the old stays on record.

    `from_day_0`: it gave the whole time anew, so that earlier stops of the clock count no more. `extended`: it gave the
    longer time for a verification. `stopped_on`: since when the clock stands still, or the day it ended.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="receipts")
    ordinal = models.PositiveSmallIntegerField()
    received_at = models.DateTimeField()
    counts_from = models.DateField()
    due_on = models.DateField()
    from_day_0 = models.BooleanField(default=False)
    extended = models.BooleanField(default=False)
    stopped_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["dossier", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["dossier", "ordinal"], name="one_receipt_ordinal")]
