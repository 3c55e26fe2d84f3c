"""Which offices exist, under which names, and when?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Office(models.Model):
    """A social-insurance office or the Archive Center. Names are dated rows: old decisions keep the old name."""

    class Kind(models.TextChoices):
        PROVINCE = "province", "BHXH tỉnh, thành phố"
        LOCAL = "local", "BHXH cơ sở"
        CENTRE = "centre", "Trung tâm Lưu trữ"

    code = models.SlugField("Mã đơn vị", max_length=20, unique=True)
    agency_id = models.CharField("Mã định danh cơ quan", max_length=13, unique=True)
    kind = models.CharField("Loại", max_length=10, choices=Kind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    certificate = models.CharField("Vân tay chứng thư số của cơ quan", max_length=64, blank=True)
    valid_from = models.DateField("Hiệu lực từ")
    valid_to = models.DateField("Hiệu lực đến", null=True, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="office_validity_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name today; on documents use `name_on(day)`."""
        return self.name_on(timezone.localdate()).name

    def name_on(self, day: date) -> OfficeName:
        """The dated name in force on that day; before the first one, the first."""
        names = sorted(self.names.all(), key=lambda row: row.valid_from, reverse=True)
        fitting = [row for row in names if row.valid_from <= day]
        return (fitting or names[-1:] or [OfficeName(name=self.code, place=self.code)])[0]


def share_offices(rows: Iterable[models.Model], ends: Iterable[str], known: Iterable[Office]) -> None:
    """Let the `ends` of these rows be the offices that are at hand already with their names (`known`), and read the
    names of all others in one query; none where there are no others."""
    at_hand, ends = {office.pk: office for office in known}, list(ends)
    for row in rows:
        for end in ends:
            office = getattr(row, end)
            if office is not None:
                setattr(row, end, at_hand.setdefault(office.pk, office))
    models.prefetch_related_objects(list(at_hand.values()), "names")


class OfficeName(models.Model):
    """One name of an office, from a day on, with the place written in front of dates and the director's title."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="names")
    name = models.CharField("Tên đơn vị", max_length=200)
    place = models.CharField("Địa danh", max_length=100)
    parent_name = models.CharField("Cơ quan chủ quản", max_length=200, blank=True)
    director_title = models.CharField("Chức danh người đứng đầu", max_length=100, default="GIÁM ĐỐC")
    address = models.CharField("Địa chỉ", max_length=300, blank=True)
    phone = models.CharField("Điện thoại", max_length=40, blank=True)
    valid_from = models.DateField("Hiệu lực từ")

    class Meta:
        ordering = ["office", "-valid_from"]
        constraints = [models.UniqueConstraint(fields=["office", "valid_from"], name="one_office_name_per_day")]

    def __str__(self) -> str:
        return self.name
