"""Which issued document does a signed one replace, revoke, correct or adjust, and from when on?"""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import Q

from intake.models import Result

_LEAVES: Final = ("corrects", "adjusts")
"""The acts after which the document named is still in force."""
_ENDS: Final = Q(void_at=None) & ~Q(act__in=_LEAVES)
DECISION, LETTER, LIST, NOTICE = FORMS = ("Quyết định", "Công văn", "Danh sách", "Thông báo")
"""What the documents that an office issues are called in front of their number."""
_CALLED: Final = {"02": DECISION, "07": NOTICE, "22": LETTER, "32": LIST}
"""Kind of document (Circular 05/2025/TT-BNV) -> what it is called; a main document of another kind is a list."""


def form_of(doc_type: str) -> str:
    """`Quyết định`: what a main document of that kind is called in front of its number."""
    return _CALLED.get(doc_type, "Văn bản")


class ChangeQuerySet(models.QuerySet["DocumentChange"]):
    """What may be asked about the documents that others name."""

    def live(self) -> ChangeQuerySet:
        """Those of documents that were signed and not recalled."""
        return self.filter(void_at=None)

    def ending(self) -> ChangeQuerySet:
        """Those after which the document named holds no longer: what is corrected or adjusted stays in force."""
        return self.exclude(act__in=_LEAVES)

    def in_force(self) -> ChangeQuerySet:
        """Those of documents that were issued: before that they do nothing to another."""
        return self.live().filter(in_force_at__isnull=False)


class DocumentChange(models.Model):
    """A document that another one names: what it says of it holds from its issue on, and never once it is recalled.

    `by` is the newer one. `earlier` is the document named, None where it is none of this office's in this system; its
    form, number, day and agency stand here as they are printed, `named` folded to one key. No document is ended twice.
    `since`: the first day for which it holds no longer, or of the new amount; None: from the issue on, or, where it is
    annulled, never held.
    """

    class Act(models.TextChoices):
        REPLACES = "replaces", "Thay thế"
        REVOKES = "revokes", "Thu hồi"
        ANNULS = "annuls", "Hủy bỏ"
        CORRECTS = "corrects", "Đính chính"
        ADJUSTS = "adjusts", "Điều chỉnh"

    by = models.ForeignKey(Result, models.PROTECT, related_name="names")
    act = models.CharField(max_length=10, choices=Act.choices)
    earlier = models.ForeignKey(Result, models.PROTECT, null=True, related_name="named_by")
    form = models.CharField("Hình thức văn bản", max_length=20, default=DECISION)
    number = models.CharField("Số, ký hiệu", max_length=60)
    dated = models.DateField("Ngày ban hành")
    agency = models.CharField("Cơ quan ban hành", max_length=200)
    named = models.CharField(max_length=300, editable=False)
    reason = models.CharField("Lý do", max_length=500)
    since = models.DateField("Từ ngày", null=True)
    signed_at = models.DateTimeField(auto_now_add=True)
    in_force_at = models.DateTimeField(null=True)
    void_at = models.DateTimeField(null=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["earlier"], condition=_ENDS & Q(earlier__isnull=False), name="replaced_once"
            ),
            models.UniqueConstraint(fields=["named"], condition=_ENDS & Q(earlier=None), name="replaced_once_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.called}"

    @property
    def called(self) -> str:
        """The document named: `Quyết định số 05/QĐ-BHXH ngày 20/11/2026`."""
        return f"{self.form} số {self.number} ngày {self.dated:%d/%m/%Y}"

    @property
    def by_words(self) -> str:
        """`Quyết định số 09/QĐ-BHXH ngày 27/11/2026`."""
        return f"{form_of(self.by.doc_type)} số {self.by.number} ngày {self.by.dated:%d/%m/%Y}"

    @property
    def ends(self) -> bool:
        """Whether the document named holds no longer."""
        return self.act not in _LEAVES

    @property
    def passive(self) -> str:
        """What happens to the document named: `bị thu hồi`."""
        return PASSIVE[self.act]


PASSIVE: Final[dict[str, str]] = {
    DocumentChange.Act.REPLACES: "được thay thế",
    DocumentChange.Act.REVOKES: "bị thu hồi",
    DocumentChange.Act.ANNULS: "bị hủy bỏ",
    DocumentChange.Act.CORRECTS: "được đính chính",
    DocumentChange.Act.ADJUSTS: "được điều chỉnh",
}
"""What a document undergoes by each act."""
