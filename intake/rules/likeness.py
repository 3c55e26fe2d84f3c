"""May two persons be one, although somebody spelled the name differently or knew another number?"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from intake.models import Person

Born = tuple[int | None, int | None, int | None]
_ALIKE: Final = 0.85
"""So much of two folded names must agree: one letter in a name of usual length."""
_SLIPS: Final = 2
"""So many digits of a personal id may be mistyped; more are another person's number."""


@dataclass(frozen=True)
class Traits:
    """What is known of a person: folded name, birth (year, month, day), every identity number, insurance number."""

    name: str = ""
    born: Born = (None, None, None)
    ids: frozenset[str] = frozenset()
    insurance: str = ""


def traits_of(person: Person) -> Traits:
    """The traits of a person on record."""
    ids = frozenset({person.personal_id, person.old_id} - {""})
    born = (person.birth_year, person.birth_month, person.birth_day)
    return Traits(person.name_folded, born, ids, person.insurance_number)


def why_same(one: Traits, other: Traits) -> str:
    """In what two persons agree so far that they may be one, as words; "" when nothing speaks for it."""
    if one.ids & other.ids:
        return "cùng số định danh"
    if one.insurance and one.insurance == other.insurance:
        return "cùng mã số BHXH"
    if not one.name or not other.name or _contradict(one.born, other.born) or _numbers_apart(one.ids, other.ids):
        return ""
    same_day = one.born == other.born and None not in one.born
    if one.name == other.name:
        return "cùng họ tên, ngày sinh" if same_day else "cùng họ tên"
    return "cùng ngày sinh, tên viết gần giống" if same_day and spelled_alike(one.name, other.name) else ""


def _contradict(one: Born, other: Born) -> bool:
    """Whether both know a year, month or day, and not the same."""
    return any(a and b and a != b for a, b in zip(one, other, strict=True))


def _numbers_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both have a personal id of today, and the two are no slip of the fingers; older numbers prove nothing."""
    first, second = ([number for number in ids if len(number) == 12] for ids in (one, other))
    slips = [sum(a != b for a, b in zip(x, y, strict=True)) for x in first for y in second]
    return bool(slips) and min(slips) > _SLIPS


def spelled_alike(one: str, other: str) -> bool:
    """Nearly the same letters; i and y count as one (Mỹ, Mĩ)."""
    first, second = one.replace("y", "i"), other.replace("y", "i")
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE
