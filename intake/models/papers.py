"""Where does the paper of a dossier lie, and who has borrowed it?"""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from intake.models.dossier import Dossier

CODE = RegexValidator(r"^[A-Z0-9]{1,8}$", "Mã gồm 1 đến 8 chữ in hoa không dấu hoặc chữ số, ví dụ K01.")


class PaperPlace(models.Model):
    """A store, a row, a rack or a compartment of one office. `path`: the codes from the store down, `K01.D02.G03`."""

    class Kind(models.TextChoices):
        STORE = "store", "Kho"
        ROW = "row", "Dãy"
        RACK = "rack", "Giá"
        COMPARTMENT = "compartment", "Khoang"

    office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="inner")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    code = models.CharField("Mã", max_length=8, validators=[CODE])
    path = models.CharField(max_length=40)
    name = models.CharField("Tên", max_length=100, blank=True)

    class Meta:
        ordering = ["office", "path"]
        constraints = [models.UniqueConstraint(fields=["office", "path"], name="one_paper_place")]

    def __str__(self) -> str:
        return self.path


class PaperBox(models.Model):
    """A box in a compartment. Its label reads `<agency id>.<path>`, as the code of a paper file begins."""

    office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    place = models.ForeignKey(PaperPlace, models.PROTECT, related_name="boxes")
    code = models.CharField("Mã hộp", max_length=8, validators=[CODE])
    path = models.CharField(max_length=50)
    last_ordinal = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["office", "path"]
        constraints = [models.UniqueConstraint(fields=["office", "path"], name="one_paper_box")]

    def __str__(self) -> str:
        return self.path


class BoxEntry(models.Model):
    """A dossier in a box, under a number that the box never gives again; `left_at` once it was taken to another."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="box_entries")
    box = models.ForeignKey(PaperBox, models.PROTECT, related_name="entries")
    ordinal = models.PositiveIntegerField()
    number_before = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(left_at=None), name="one_box_of_a_dossier"),
            models.UniqueConstraint(fields=["box", "ordinal"], name="one_number_in_a_box"),
        ]

    @property
    def number(self) -> str:
        """The number of the paper file: path of the box and number in it."""
        return f"{self.box.path}.{self.ordinal:03d}"


class PaperLoan(models.Model):
    """The paper of a dossier in somebody's hands. Days are Vietnam's."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="paper_loans")
    borrower = models.CharField("Người mượn", max_length=150)
    unit = models.CharField("Đơn vị", max_length=200, blank=True)
    purpose = models.CharField("Mục đích", max_length=300)
    lent_on = models.DateField("Ngày mượn")
    due_on = models.DateField("Hạn trả", db_index=True)
    renewals = models.PositiveSmallIntegerField("Số lần gia hạn", default=0)
    returned_on = models.DateField("Ngày trả", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(returned_on=None), name="one_loan_of_a_dossier")
        ]
