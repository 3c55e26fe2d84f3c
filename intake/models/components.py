"""What answers each component of a dossier: paper, an electronic original, looked-up data, or a lawful waiver?"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from bhxh_archive.models import StoredFile
from intake.models.catalogue import ComponentType
from intake.models.dossier import Dossier
from intake.models.persons import Person


class Component(models.Model):
    """One component of one dossier (for one person, or one line of an employer's list, as the catalogue says)."""

    class Satisfied(models.TextChoices):
        MISSING = "missing", "Còn thiếu"
        SCANNED = "scanned", "Bản quét giấy"
        ELECTRONIC = "electronic", "Bản điện tử gốc"
        DATA = "data", "Tra cứu dữ liệu"
        WAIVED = "waived", "Không phải nộp"
        CUSTODY = "custody", "Giữ bản giấy, không quét"

    class HandedAs(models.TextChoices):
        ORIGINAL = "original", "Bản chính"
        CERTIFIED = "certified", "Bản sao chứng thực"
        COPY = "copy", "Bản sao"

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="components")
    type = models.ForeignKey(ComponentType, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="components")
    line = models.ForeignKey("intake.ListLine", models.PROTECT, null=True, blank=True, related_name="papers")
    asked = models.BooleanField("Thuộc trường hợp phải nộp", default=True)
    satisfied = models.CharField(max_length=10, choices=Satisfied.choices, default=Satisfied.MISSING)
    handed_as = models.CharField("Bản đã nhận", max_length=9, choices=HandedAs.choices, blank=True)
    copies = models.PositiveSmallIntegerField("Số bản", default=1)
    sheets = models.PositiveSmallIntegerField("Số tờ", default=0)
    pages_counted = models.PositiveSmallIntegerField("Số trang", default=0)
    note = models.CharField("Ghi chú", max_length=300, blank=True)
    compared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    compared_at = models.DateTimeField("Đã đối chiếu bản chính lúc", null=True, blank=True)
    original = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    signature_report = models.JSONField(null=True, blank=True)
    data_source = models.CharField("Nguồn dữ liệu", max_length=100, blank=True)
    data_snapshot = models.TextField("Nội dung tra cứu", blank=True)
    data_at = models.DateTimeField(null=True, blank=True)
    waiver_reason = models.CharField("Căn cứ không phải nộp", max_length=300, blank=True)
    number = models.CharField("Số, ký hiệu", max_length=42, blank=True)
    issued_on = models.DateField("Ngày ban hành", null=True, blank=True)
    issuer = models.CharField("Cơ quan, cá nhân ban hành", max_length=200, blank=True)

    class Meta:
        ordering = ["type__ordinal", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "type", "person", "line"], name="one_component", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.type.name

    @property
    def either_will_do(self) -> bool:
        """Whether the original may be handed in, or a copy: what it was has to be said."""
        return self.type.original_or_copy == "ORIGINAL_OR_COPY"

    @property
    def whose(self) -> str:
        """`, Nguyễn Văn An` or `, dòng 3 Nguyễn Văn An`, to stand behind its name; "" where it is nobody's alone."""
        if self.line:
            return f", dòng {self.line.ordinal} {self.line.full_name}"
        return f", {self.person.full_name}" if self.person else ""


class ComponentDocument(models.Model):
    """The two-layer PDF/A made of a component's pages; `recipe` is the digest of what it was made from."""

    component = models.ForeignKey(Component, models.CASCADE, related_name="documents")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    pages = models.PositiveIntegerField()
    has_text = models.BooleanField()
    recipe = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [models.UniqueConstraint(fields=["component", "recipe"], name="one_document_of_a_recipe")]
