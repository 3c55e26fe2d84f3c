"""Does the record of an official source agree with what is registered of the person it is about?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bhxh_archive.text import clean_name, fold, number_fold
from intake.models import Person

_BOXES: Final = {
    "full_name": ("ho va ten", "ho ten", "ho va ten nguoi chet", "ho, chu dem, ten"),
    "born": ("ngay sinh", "ngay thang nam sinh", "ngay, thang, nam sinh", "nam sinh"),
    "sex": ("gioi tinh",),
    "personal_id": ("so dinh danh ca nhan", "so dinh danh", "so ddcn", "so cccd", "so can cuoc", "so ddcn/cccd"),
    "old_id": ("so cmnd", "so cmnd cu"),
    "insurance_number": ("ma so bhxh", "so bhxh", "ma bhxh"),
}
_BOX_OF: Final = {label: box for box, labels in _BOXES.items() for label in labels}
_NUMBERS: Final = {"born": "Ngày sinh", "personal_id": "Số định danh cá nhân", "insurance_number": "Mã số BHXH"}
"""What is shown of the person also where the record is silent about it."""


@dataclass(frozen=True)
class Compared:
    """One line: what the record says, and what is registered where the person has such a box ("": nothing is).

    `differs` where both sides say something and not the same.
    """

    label: str
    said: str
    registered: str = ""
    differs: bool = False


def compared(facts: Iterable[Sequence[str]], person: Person | None) -> list[Compared]:
    """The facts of the record as (label, value), in its order; then what only the dossier says of the person."""
    pairs = [(str(label), str(value)) for label, value in facts]
    lines = [_line(label, value, _BOX_OF.get(fold(label).strip(" :"), ""), person) for label, value in pairs]
    told = {_BOX_OF.get(fold(label).strip(" :")) for label, _ in pairs}
    silent = {} if person is None else {box: name for box, name in _NUMBERS.items() if box not in told}
    return lines + [Compared(name, "", str(getattr(person, box))) for box, name in silent.items()
                    if getattr(person, box)]  # fmt: skip


def differences(facts: Iterable[Sequence[str]], person: Person | None) -> list[str]:
    """What the two sides do not agree on, by the labels of the record."""
    return [line.label for line in compared(facts, person) if line.differs]


def _line(label: str, value: str, box: str, person: Person | None) -> Compared:
    if not box or person is None:
        return Compared(label, value)
    known = person.get_sex_display() if box == "sex" else str(getattr(person, box))
    if box == "insurance_number" and number_fold(value) == person.personal_id:
        known = person.personal_id  # from 01/08/2025 the one is the other
    return Compared(label, value, known, bool(known and value.strip()) and not _same(box, value, known))


def _same(box: str, one: str, other: str) -> bool:
    if box == "born":
        return all(left == right for left, right in zip(_day(one), _day(other), strict=False))
    if box in ("full_name", "sex"):
        return clean_name(one).casefold() == clean_name(other).casefold()
    return number_fold(one) == number_fold(other)


def _day(text: str) -> list[int]:
    """Year, month, day, as far as they are known; `1970-09-02` and `02/09/1970` alike."""
    parts = re.findall(r"\d+", text)
    return [int(part) for part in (parts if parts and len(parts[0]) == 4 else reversed(parts))][:3]
