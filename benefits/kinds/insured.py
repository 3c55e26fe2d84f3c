"""Of whom and from when is a benefit computed that the insured person receives on the own contribution history?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils import timezone

from benefits import reading
from benefits.arithmetic.age import Sex, known_birth
from benefits.arithmetic.months import Month
from benefits.kinds.kind import Typed
from benefits.persons import insured_of
from benefits.reading import Unreadable
from intake.models import Person

UNREAD_ROWS: Final = "rows"
"""Key of the entries under which rows that could not be read stand as typed."""

ADULT: Final = 18
"""Years from which a person receives the own money unless somebody else is named."""


@dataclass(frozen=True)
class Insured:
    """The person and the first month of the benefit."""

    sex: Sex
    birth: date
    benefit: Month


def insured(typed: Typed, *, rows: bool = True, missing: Sequence[str] = ()) -> Insured:
    """Raises Unreadable with everything that is missing: rows, month, person, and what the caller misses besides.

    `rows`: whether the contribution history must have been typed.
    """
    person = insured_of(typed.draft)
    missing = [*(unread_rows(typed.entries) or (_no_rows(typed) if rows else [])), *missing]
    month = reading.month(typed.entries, "benefit_month")
    if month is None:
        missing.append("Chưa ghi tháng bắt đầu hưởng (MM/YYYY).")
    if person is None or not person.birth_year or not person.sex:
        missing.append("Chưa đủ năm sinh và giới tính của người hưởng ở phần tiếp nhận.")
    if missing or month is None or person is None:
        raise Unreadable(*missing)
    return Insured(sex_of(person), born(person), month)


def unread_rows(entries: Mapping[str, Any]) -> list[str]:
    """Rows that could not be read are kept as typed: a sum without them would be wrong."""
    unread = entries.get(UNREAD_ROWS)
    said = "Quá trình đóng có dòng chưa đọc được ({} dòng đã nhập): hãy sửa chỗ báo lỗi."
    return [said.format(len(unread))] if unread else []


def _no_rows(typed: Typed) -> list[str]:
    return [] if typed.periods else ["Chưa nhập quá trình đóng BHXH."]


def sex_of(person: Person) -> Sex:
    """As the arithmetic writes it."""
    return "M" if person.sex == Person.Sex.MALE else "F"


def born(person: Person) -> date:
    """The day of birth (NĐ 158/2025 art. 12.2 where only month or year is known). Raises Unreadable."""
    assert person.birth_year
    try:
        return known_birth(person.birth_year, person.birth_month, person.birth_day)
    except ValueError as error:
        raise Unreadable(f"Ngày sinh {person.born} ở phần tiếp nhận không có trong lịch.") from error


def is_child(person: Person | None) -> bool:
    """Whether the person is surely not of age this month. Raises Unreadable."""
    if person is None or not person.birth_year:
        return False
    return Month.of(born(person)) + ADULT * 12 > Month.of(timezone.localdate())
