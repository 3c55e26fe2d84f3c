"""Which slips were issued, under which number, as which bytes? The database lets nothing of them change.

And which scans of signed ones did nothing but a clerk's word tell?
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from bhxh_archive.models import StoredFile
from bhxh_archive.numbering import document_number
from intake.models.dossier import Dossier
from intake.models.pages import Upload


class IssuedSlip(models.Model):
    """One slip as it left the office: numbered in a yearly series of its office, frozen as PDF/A.

    `subject` tells slips of one kind apart that stand beside each other (the first and the second supplement request).
    `facts` is the SHA-256 of what the slip says, without head, number and date: while it stays the same, printing
    again gives these very bytes; when it changes, a new slip is issued that says which one it replaces.
    `typed`, of the slip of a draft: {boxes: name -> text of its form, named: what it asks for, one key a defect,
    unnamed: why the slip before did not, consent: who agreed to name more}.
    """

    office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="issued_slips")
    kind = models.CharField("Loại phiếu", max_length=30)
    subject = models.CharField(max_length=40, blank=True)
    series = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField("Số")
    notation = models.CharField("Ký hiệu", max_length=30)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    facts = models.CharField(max_length=64)
    typed = models.JSONField(default=dict)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("Phát hành lúc", default=timezone.now, editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["office", "series", "year", "number"], name="one_number_of_a_slip")
        ]
        indexes = [models.Index(fields=["dossier", "kind", "subject"], name="slips_of_a_dossier")]

    def __str__(self) -> str:
        return document_number(self.number, self.notation)


class SlipDoubt(models.Model):
    """A scan that was sent as the signed slip of a return and bears no code of it that could be read.

    It counts from when a clerk has looked and confirmed, on some `ground`, that it is this slip. `faded`: there seems
    to be a code on it.
    """

    upload = models.OneToOneField(Upload, models.CASCADE, related_name="slip_doubt")
    faded = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ground = models.CharField("Căn cứ xác nhận", max_length=300, blank=True)
