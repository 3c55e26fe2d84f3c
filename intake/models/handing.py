"""Which paper dossiers went from reception to the benefits unit or back, on which list, signed by whom?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from bhxh_archive.models import Office, StoredFile
from bhxh_archive.numbering import document_number
from intake.models.dossier import Dossier


class HandingList(models.Model):
    """One internal hand-over list: given by one side, received by the other, each with name and time.

    `file` is the list as both signed it, frozen when it is received. A list that was given by mistake is called off
    while nobody has received it.
    """

    class Way(models.TextChoices):
        TO_BENEFITS = "to_benefits", "Bộ phận Tiếp nhận giao Bộ phận Chế độ BHXH"
        TO_RECEPTION = "to_reception", "Bộ phận Chế độ BHXH giao Bộ phận Tiếp nhận"

    way = models.CharField("Chiều giao", max_length=15, choices=Way.choices)
    reception = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    benefits = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField("Số")
    notation = models.CharField("Ký hiệu", max_length=60)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True)
    called_off_at = models.DateTimeField(null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["reception", "way", "year", "number"], name="one_number_of_a_list"),
            models.CheckConstraint(
                condition=Q(received_by=None, received_at=None) | Q(called_off_at=None, received_at__isnull=False),
                name="list_is_received_or_called_off",
            ),
        ]
        indexes = [models.Index(fields=["reception", "-id"]), models.Index(fields=["benefits", "-id"])]

    def __str__(self) -> str:
        return document_number(self.number, self.notation)

    @property
    def giver(self) -> Office:
        """The office that gives."""
        return self.reception if self.way == self.Way.TO_BENEFITS else self.benefits

    @property
    def taker(self) -> Office:
        """The office that receives."""
        return self.benefits if self.way == self.Way.TO_BENEFITS else self.reception

    @property
    def waits(self) -> bool:
        """Given, and neither received nor called off."""
        return self.received_at is None and self.called_off_at is None


class HandingLine(models.Model):
    """One dossier on a list, with what was counted when it was given. `received` None: the list still waits."""

    list = models.ForeignKey(HandingList, models.CASCADE, related_name="lines")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="handings")
    ordinal = models.PositiveSmallIntegerField()
    papers = models.PositiveSmallIntegerField("Số giấy tờ")
    sheets = models.PositiveIntegerField("Số tờ")
    pages = models.PositiveIntegerField("Số trang")
    book = models.CharField("Sổ BHXH", max_length=60, blank=True)
    received = models.BooleanField(null=True)
    note = models.CharField("Ghi chú", max_length=200, blank=True)

    class Meta:
        ordering = ["list", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["list", "dossier"], name="a_dossier_once_on_a_list")]
