"""Which texts did an administrator put in the place of a document's form, from when, and who agreed?"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from bhxh_archive.documents.titles import TITLES
from bhxh_archive.models.files import StoredFile


class FormVersion(models.Model):
    """One Typst text for one template (a name of documents.catalogue): tried on the example, then approved by somebody
    else, then used for documents of its first day and later.

    `tried_with` is the `documents.trying.fingerprint` of the program that tried it last; faults of an approved one were
    found after an upgrade.
    """

    class State(models.TextChoices):
        TRYING = "trying", "Đang dựng thử"
        FAULTY = "faulty", "Có lỗi"
        READY = "ready", "Chờ người thứ hai duyệt"
        APPROVED = "approved", "Đã duyệt"
        WITHDRAWN = "withdrawn", "Đã rút"

    template = models.CharField(max_length=40)
    text = models.TextField("Nội dung mẫu")
    valid_from = models.DateField("Áp dụng từ ngày")
    reason = models.CharField("Lý do, căn cứ", max_length=300)
    state = models.CharField(max_length=10, choices=State.choices, default=State.TRYING)
    faults = models.TextField(blank=True)
    tried_with = models.CharField(max_length=64, blank=True)
    example = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["template", "-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("added_by")), name="form_approved_by_another_person"
            ),
            models.UniqueConstraint(
                fields=["template", "valid_from"], condition=Q(state="approved"), name="one_approved_form_per_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, áp dụng từ {self.valid_from:%d/%m/%Y}"

    @property
    def broken(self) -> bool:
        """Whether it is in use, though the program can't set its example any more."""
        return self.state == self.State.APPROVED and bool(self.faults)

    @property
    def title(self) -> str:
        return TITLES.get(self.template, self.template)
