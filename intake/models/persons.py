"""Which people take part in a dossier, in which role?"""

from __future__ import annotations

from typing import Any

from django.db import models

from bhxh_archive.text import clean_name, fold, number_fold
from intake.models.dossier import Dossier


class Person(models.Model):
    """One person in one role. Names are kept as written (NFC) and folded beside for search."""

    class Role(models.TextChoices):
        INSURED = "insured", "Người tham gia"
        DECEASED = "deceased", "Người chết"
        RELATIVE = "relative", "Thân nhân"
        SUBMITTER = "submitter", "Người nộp"
        RECEIVER = "receiver", "Người nhận trợ cấp hoặc giám hộ"
        REPRESENTATIVE = "representative", "Người đại diện"
        LIST_MEMBER = "list_member", "Người trong danh sách của đơn vị"

    class Sex(models.TextChoices):
        MALE = "M", "Nam"
        FEMALE = "F", "Nữ"

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="persons")
    role = models.CharField("Vai trò", max_length=20, choices=Role.choices)
    full_name = models.CharField("Họ và tên", max_length=150)
    name_folded = models.CharField(max_length=150, db_index=True, editable=False)
    birth_year = models.PositiveSmallIntegerField("Năm sinh", null=True, blank=True)
    birth_month = models.PositiveSmallIntegerField("Tháng sinh", null=True, blank=True)
    birth_day = models.PositiveSmallIntegerField("Ngày sinh", null=True, blank=True)
    sex = models.CharField("Giới tính", max_length=1, choices=Sex.choices, blank=True)
    personal_id = models.CharField("Số ĐDCN/CCCD", max_length=12, blank=True, db_index=True)
    old_id = models.CharField("Số CMND cũ", max_length=12, blank=True, db_index=True)
    insurance_number = models.CharField("Mã số BHXH", max_length=10, blank=True, db_index=True)
    address = models.CharField("Địa chỉ", max_length=300, blank=True)
    phone = models.CharField("Điện thoại", max_length=20, blank=True)
    email = models.EmailField("Thư điện tử", max_length=150, blank=True)
    relation = models.CharField("Quan hệ", max_length=60, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["birth_year", "birth_month", "birth_day"], name="person_birth")]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.full_name = clean_name(self.full_name)
        self.name_folded = fold(self.full_name)
        for name in ("personal_id", "old_id", "insurance_number"):
            setattr(self, name, number_fold(getattr(self, name)))
        super().save(*args, **kwargs)

    @property
    def salutation(self) -> str:
        """`ông`, `bà`, or `ông/bà` where the sex is not known."""
        return {self.Sex.MALE.value: "ông", self.Sex.FEMALE.value: "bà"}.get(self.sex, "ông/bà")

    @property
    def born(self) -> str:
        """`05/02/1964`, `02/1964` or `1964`: what is known, as Vietnamese forms write it."""
        parts = [f"{part:02d}" for part in (self.birth_day, self.birth_month) if part]
        return "/".join([*parts, str(self.birth_year)]) if self.birth_year else ""
