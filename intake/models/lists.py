"""Which people does an employer ask benefits for in one dossier (mẫu 01B-HSB), line by line, and from which file?"""

from __future__ import annotations

import re
from typing import Any, Final

from django.conf import settings
from django.db import models

from bhxh_archive.models import StoredFile
from bhxh_archive.text import fold
from intake.models.dossier import Dossier

HALF_DAYS: Final = re.compile(r"[0-9]{1,3}[.,]5")
"""Days off and a half, as an employer writes them."""


def _nothing() -> list[Any]:
    """No problems, no notes: inside ListLine the word `list` is a field."""
    return []


class EmployerList(models.Model):
    """The list of one dossier: whose workers, for which period (`2026-10` or `2026-Q4`) and batch (đợt).

    `replaces`: an issued list that this one takes the place of as a whole.
    """

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="employer_list")
    unit_name = models.CharField("Tên đơn vị", max_length=200)
    unit_code = models.CharField("Mã đơn vị", max_length=20)
    period = models.CharField("Kỳ", max_length=7)
    batch = models.PositiveSmallIntegerField("Đợt", default=1)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    class Meta:
        indexes = [models.Index(fields=["unit_code", "period"])]

    def __str__(self) -> str:
        return self.unit_name

    @property
    def period_words(self) -> str:
        """`tháng 10/2026, đợt 1` or `quý 4/2026, đợt 1`."""
        year, _, part = self.period.partition("-")
        kind, number = ("quý", part[1:]) if part.startswith("Q") else ("tháng", part)
        return f"{kind} {number}/{year}, đợt {self.batch}"

    @property
    def unit_words(self) -> str:
        """`Công ty May Mẫu, mã TA0001A, tháng 10/2026, đợt 1`."""
        return f"{self.unit_name}, mã {self.unit_code}, {self.period_words}"


class ListImport(models.Model):
    """One file that was sent for a list. `file` becomes None when it is refused; `summary` counts what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", "Đang đọc"
        READ = "read", "Đã đọc"
        REFUSED = "refused", "Không nhận"

    list = models.ForeignKey(EmployerList, models.CASCADE, related_name="imports")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    part = models.CharField(max_length=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    message = models.CharField(max_length=500, blank=True)
    summary = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]


class ListLine(models.Model):
    """One person for one time off work. `cells` is the row as it came: field (or `+heading`) -> text.

    `benefit` is the one that the words of the row name (see `rules.list_benefits`), "" where they name none.
    `key` names the line for good: the error file carries it, and a corrected row finds its line by it. `origin` is the
    list into which it was first read; `list` the one where it stands now, after a split. `double` and `overlap` call
    another line: of the same days, which keeps this one from being taken, or of days that overlap, which warns, as does
    a dossier of the same person alone.
    """

    class Standing(models.TextChoices):
        BAD = "bad", "Cần sửa"
        GOOD = "good", "Hợp lệ"
        TAKEN = "taken", "Đã nhận"
        LEFT_OUT = "left_out", "Không nhận"

    class Part(models.TextChoices):
        NEW = "1", "Phần 1: đề nghị mới"
        ADJUSTED = "2", "Phần 2: điều chỉnh số đã giải quyết"

    list = models.ForeignKey(EmployerList, models.CASCADE, related_name="lines")
    origin = models.ForeignKey(EmployerList, models.PROTECT, related_name="first_lines")
    key = models.CharField(max_length=10)
    ordinal = models.PositiveIntegerField()
    source = models.ForeignKey(ListImport, models.PROTECT, related_name="lines")
    source_row = models.PositiveIntegerField()
    part = models.CharField(max_length=1, choices=Part.choices, default=Part.NEW)
    cells = models.JSONField(default=dict)
    digest = models.CharField(max_length=16)
    full_name = models.CharField(max_length=150, blank=True)
    name_folded = models.CharField(max_length=150, blank=True, db_index=True)
    born = models.CharField(max_length=10, blank=True)
    insurance_number = models.CharField(max_length=20, blank=True, db_index=True)
    personal_id = models.CharField(max_length=20, blank=True, db_index=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    days = models.PositiveIntegerField(null=True)
    benefit = models.CharField(max_length=10, blank=True)
    problems = models.JSONField(default=_nothing)
    notes = models.JSONField(default=_nothing)
    double = models.CharField(max_length=200, blank=True)
    overlap = models.CharField(max_length=200, blank=True)
    standing = models.CharField(max_length=10, choices=Standing.choices)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["list", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["origin", "key"], name="one_line_of_a_key")]
        indexes = [
            models.Index(fields=["list", "ordinal"], name="list_line_order"),
            models.Index(fields=["list", "standing", "ordinal"], name="list_line_standing"),
        ]

    def __str__(self) -> str:
        return f"dòng {self.ordinal}"

    @property
    def asked_days(self) -> str:
        """`5` or `2,5`: the days that the employer asks for, "" where it names none that can be read.

        `days` holds whole ones alone.
        """
        if self.days:
            return str(self.days)
        typed = str(self.cells.get("days", ""))
        return typed.replace(".", ",") if HALF_DAYS.fullmatch(typed) else ""

    def write(self, **facts: Any) -> None:
        """Set fields that were read, the folded name with them; does not save."""
        for name, value in facts.items():
            setattr(self, name, value)
        self.name_folded = fold(self.full_name)[:150]
