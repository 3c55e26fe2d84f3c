"""Which procedures exist under which rule book, and which papers does each ask for? Dated data, never overwritten."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import F, Q


class RuleBook(models.Model):
    """One process regulation (QĐ 166, QĐ 2222), valid for receipts in its time; `valid_from` of None is one that is
    still being written."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=300)
    number = models.CharField(max_length=50)
    issued_on = models.DateField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    legal_bases = models.JSONField(default=list)
    source = models.CharField(max_length=300)
    needs_confirmation = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return self.number


class Procedure(models.Model):
    """One procedure (thủ tục) as a rule book has it from a day on: deadline, clocks, results, retention.

    A change closes the version that runs and opens the next; `valid_from` of None is one that is still being written.
    """

    class Clock(models.TextChoices):
        RESTART = "RESTART", "Tính lại từ đầu"
        RESUME = "RESUME", "Tính tiếp"

    class BookEnd(models.TextChoices):
        NOWHERE = "", "Không giữ sổ"
        RETURNED = "RETURNED", "Trả lại người dân"
        STAMPED = "STAMPED", "Ghi, đóng dấu rồi trả lại người dân"
        STORED = "STORED", "Thu hồi, lưu cùng hồ sơ giấy"

    class VerificationClock(models.TextChoices):
        NONE = "NONE", "Không dừng"
        STOP = "STOP", "Dừng"
        EXTEND = "EXTEND", "Gia hạn"

    rule_book = models.ForeignKey(RuleBook, models.PROTECT, related_name="procedures")
    code = models.CharField(max_length=20)
    ordinal = models.PositiveSmallIntegerField()
    name = models.CharField("Tên thủ tục", max_length=300)
    published_code = models.CharField(max_length=20, blank=True)
    submitters = models.JSONField(default=list)
    required_roles = models.JSONField(default=list)
    deadline_amount = models.PositiveSmallIntegerField()
    deadline_kind = models.CharField(max_length=30)
    extended_deadline_amount = models.PositiveSmallIntegerField(null=True, blank=True)
    internal_deadlines = models.JSONField(default=list)
    fee = models.PositiveIntegerField(default=0)
    supplement_clock = models.CharField(max_length=10, choices=Clock.choices)
    supplement_limit_days = models.PositiveSmallIntegerField()
    verification_clock = models.CharField(max_length=10, choices=VerificationClock.choices)
    retention_code = models.CharField(max_length=2)
    paper_book_needed = models.BooleanField()
    book_end = models.CharField(max_length=10, choices=BookEnd.choices, blank=True)
    book_end_source = models.CharField(max_length=300, blank=True)
    slips_left_out = models.JSONField(default=list)
    source = models.CharField(max_length=300)
    needs_confirmation = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["rule_book", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule_book", "code", "valid_from"], name="one_procedure_per_day", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="procedure_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(verification_clock="EXTEND") | Q(extended_deadline_amount__gt=F("deadline_amount")),
                name="extension_is_longer",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def wanted_roles(self) -> list[list[str]]:
        """Of every inner list one person must be registered; a procedure that says nothing wants whom it is about."""
        return self.required_roles or [["insured", "deceased", "list_member"]]


class ResultKind(models.Model):
    """A document that a procedure ends with: decision, statement, list, notice or written answer."""

    class Role(models.TextChoices):
        DECISION = "DECISION", "Quyết định"
        STATEMENT = "STATEMENT", "Bản quá trình đóng"
        LIST = "LIST", "Danh sách"
        NOTICE = "NOTICE", "Thông báo"
        ANSWER = "ANSWER", "Văn bản trả lời"

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="result_kinds")
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=300)
    role = models.CharField(max_length=10, choices=Role.choices)
    doc_type = models.CharField(max_length=2)
    required = models.BooleanField()
    needs_confirmation = models.BooleanField(default=False)

    class Meta:
        ordering = ["procedure", "id"]
        constraints = [models.UniqueConstraint(fields=["procedure", "code"], name="one_result_kind")]

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """What is asked once of a dossier so that its checklist can be built: yes or no, or one of `choices`.

    `choices` is a list of {"value": str, "label": str}; an empty list is yes or no.
    """

    YES_OR_NO: Final = (("YES", "Có"), ("NO", "Không"))

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="questions")
    code = models.CharField(max_length=30)
    ordinal = models.PositiveSmallIntegerField()
    text = models.CharField("Câu hỏi", max_length=300)
    choices = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=300)
    needs_confirmation = models.BooleanField(default=False)

    class Meta:
        ordering = ["procedure", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["procedure", "code"], name="one_question")]

    def __str__(self) -> str:
        return self.text

    @property
    def options(self) -> list[tuple[str, str]]:
        """(value, label) of every possible answer."""
        return [(row["value"], row["label"]) for row in self.choices] or list(self.YES_OR_NO)


class ComponentType(models.Model):
    """One paper (thành phần hồ sơ) that a procedure asks for, and under which condition.

    Where it hangs on a `question`, it is asked for when the answer is one of `answers`.
    """

    class Requirement(models.TextChoices):
        MANDATORY = "M", "Bắt buộc"
        CONDITIONAL = "C", "Khi có điều kiện"
        ALTERNATIVE = "A", "Một trong nhóm"

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="component_types")
    code = models.CharField(max_length=30)
    ordinal = models.PositiveSmallIntegerField()
    name = models.CharField("Tên thành phần", max_length=300)
    form_code = models.CharField(max_length=20, blank=True)
    requirement = models.CharField(max_length=1, choices=Requirement.choices)
    group = models.CharField(max_length=30, blank=True)
    condition = models.CharField(max_length=500, blank=True)
    question = models.ForeignKey(Question, models.PROTECT, null=True, blank=True, related_name="component_types")
    answers = models.JSONField(default=list, blank=True)
    scan = models.BooleanField(default=True)
    never_scan = models.BooleanField()
    scan_dpi = models.PositiveSmallIntegerField("Độ phân giải quét (dpi)", default=200)  # maps, drawings: 300
    scan_dpi_source = models.CharField(max_length=300, blank=True)
    per_person = models.BooleanField()
    original_or_copy = models.CharField(max_length=20)
    present_only = models.BooleanField()
    returnable = models.BooleanField()
    data_source = models.CharField(max_length=20, blank=True)
    doc_type = models.CharField(max_length=2)
    source = models.CharField(max_length=300)
    needs_confirmation = models.BooleanField(default=False)

    class Meta:
        ordering = ["procedure", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["procedure", "code"], name="one_component_type")]

    def __str__(self) -> str:
        return self.name


class Decentralisation(models.Model):
    """Who settles what is received where, from a day on (phân cấp giải quyết)."""

    procedure_code = models.CharField(max_length=20)
    receiving_office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    settling_office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    paper_office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    confirmed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure_code", "receiving_office", "valid_from"], name="one_settling"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="settling_in_order"
            ),
        ]
