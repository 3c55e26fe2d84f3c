"""Where is the social-insurance book (sổ BHXH) of a dossier, and through whose hands has it gone?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from bhxh_archive.models import Office
from bhxh_archive.once import read_once
from intake.models.dossier import Dossier


class BookCustody(models.Model):
    """The book of one dossier: paper in our custody, or an electronic record. Never scanned.

    `entry` was written into it and stamped; withdrawn, it stays with the paper dossier. `closed_at`: since when the
    chain of custody is closed, with the owner or in the paper store; None while we answer for the book.
    """

    class Form(models.TextChoices):
        PAPER = "paper", "Sổ giấy"
        ELECTRONIC = "electronic", "Sổ điện tử"

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="book")
    form = models.CharField("Hình thức sổ", max_length=10, choices=Form.choices)
    covers = models.PositiveSmallIntegerField("Số bìa sổ", default=1)
    leaves = models.PositiveSmallIntegerField("Số tờ rời", default=0)
    entry = models.CharField("Nội dung đã ghi vào sổ", max_length=300, blank=True)
    stamped_at = models.DateTimeField(null=True, editable=False)
    stamped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["dossier"], condition=Q(closed_at=None), name="book_chain_open")]

    def __str__(self) -> str:
        return f"{self.get_form_display()}: {self.counted}" if self.counted else self.get_form_display()

    @property
    def counted(self) -> str:
        """What there is of it in paper: `1 bìa, 2 tờ rời`, "" of an electronic one."""
        return f"{self.covers} bìa, {self.leaves} tờ rời" if self.form == self.Form.PAPER else ""

    @property
    def held_by(self) -> Office | None:
        """The office that has the paper book now; None when it is with its owner, or was never ours."""
        journey = self.journey
        return journey[-1].to_office if journey else None

    @property
    def journey(self) -> list[BookMovement]:
        """Through whose hands the book has gone, oldest first."""
        return _journey_of(self)


@read_once
def _journey_of(book: BookCustody) -> list[BookMovement]:
    return list(book.movements.select_related("from_office", "to_office", "by"))


class BookMovement(models.Model):
    """The paper book changing hands once; an end without an office is its owner, or who acts for the owner.

    `came_back`: nobody handed it in, the post brought it back to us.
    """

    book = models.ForeignKey(BookCustody, models.CASCADE, related_name="movements")
    from_office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, null=True, related_name="+")
    to_office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, null=True, related_name="+")
    receiver_name = models.CharField("Người nhận lại sổ", max_length=150, blank=True)
    proof = models.CharField("Căn cứ giao nhận", max_length=300, blank=True)
    came_back = models.BooleanField(default=False, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["book", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(from_office=None, to_office=None), name="book_moves_from_or_to_us")
        ]
