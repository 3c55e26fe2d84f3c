"""Beside the list that it replaces: which line of a settled list stands for which, and who is paid no more?

By what was frozen of both (shape of `shapes.settled_list`): the same person, the same benefit, and days in common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from benefits.persons import Identity
from bhxh_archive.money import dong
from bhxh_archive.text import fold


@dataclass(frozen=True)
class Listed:
    """One line of a list: `place` counts from 0 over all groups, `amount` in đồng; days are None where none stand."""

    place: int
    identity: Identity
    benefit: str
    starts: date | None
    ends: date | None
    days: str
    amount: int

    @property
    def name(self) -> str:
        return self.identity.name

    @property
    def number(self) -> str:
        """By which somebody is told from a namesake."""
        return self.identity.insurance_number or self.identity.id_number

    @property
    def time(self) -> str:
        """`01/10/2026 - 07/10/2026, 5 ngày`."""
        span = " - ".join(f"{day:%d/%m/%Y}" for day in (self.starts, self.ends) if day)
        return ", ".join(filter(None, (span, f"{self.days} ngày" if self.days else "")))

    def same_days(self, other: Listed) -> bool:
        return (self.starts, self.ends) == (other.starts, other.ends)

    def shares_days(self, other: Listed) -> bool:
        """Whether a day lies in both; where days are not told nothing says otherwise."""
        if not (self.starts and self.ends and other.starts and other.ends):
            return True
        return self.starts <= other.ends and other.starts <= self.ends


@dataclass(frozen=True)
class Beside:
    """A line of the replaced list and the one that stands for it; either may be None, not both."""

    old: Listed | None
    new: Listed | None

    @property
    def line(self) -> Listed:
        """Who it is about, by what is decided now."""
        line = self.new or self.old
        assert line, "one of both is there"
        return line

    @property
    def difference(self) -> int:
        """In đồng, above 0 where more is paid."""
        return (self.new.amount if self.new else 0) - (self.old.amount if self.old else 0)

    @property
    def moved(self) -> bool:
        """Whether both hold other days."""
        return bool(self.old and self.new and not self.old.same_days(self.new))


def said_difference(amount: int) -> str:
    """`tăng 1.000 đồng`, `giảm 1.000 đồng`, `không đổi`."""
    return f"{'tăng' if amount > 0 else 'giảm'} {dong(abs(amount))} đồng" if amount else "không đổi"


def listed(data: Mapping[str, Any]) -> list[Listed]:
    """The lines of a list in their order; those of before may lack columns."""
    rows = ((group.get("title", ""), row) for group in data.get("groups", ()) for row in group["lines"])
    return [_line(place, title, row) for place, (title, row) in enumerate(rows)]


def _line(place: int, title: str, row: Mapping[str, Any]) -> Listed:
    who = Identity(row["name"], "", row["id_number"], row["insurance_number"])
    return Listed(place, who, title, _day(row.get("starts")), _day(row.get("ends")), row.get("days", ""), row["amount"])


def _day(value: date | str | None) -> date | None:
    if not value:
        return None
    return date.fromisoformat(value) if isinstance(value, str) else value


def beside(old: Sequence[Listed], new: Sequence[Listed]) -> list[Beside]:
    """Every line of both once: those of the new list in their order, then those that none stands for. The very same
    days go first, so that of two lines of a person each finds its own."""
    taken = dict[int, Listed]()
    for fits in (Listed.same_days, Listed.shares_days):
        _match(old, [line for line in new if line.place not in taken], taken, fits)
    left = {line.place for line in old} - {line.place for line in taken.values()}
    return [*(Beside(taken.get(line.place), line) for line in new),
            *(Beside(line, None) for line in old if line.place in left)]  # fmt: skip


def _match(
    old: Sequence[Listed], new: Sequence[Listed], taken: dict[int, Listed], fits: Callable[[Listed, Listed], bool]
) -> None:  # fmt: skip
    """Find for each of the new lines one of the old that is left."""
    used, known = {line.place for line in taken.values()}, defaultdict[str, list[Listed]](list)
    for line in old:
        for key in _keys(line):
            known[key].append(line)
    for line in new:
        of_person = (other for key in _keys(line) for other in known[key] if other.place not in used)
        if found := next((other for other in of_person if _stands_for(line, other) and fits(line, other)), None):
            taken[line.place] = found
            used.add(found.place)


def _keys(line: Listed) -> Iterator[str]:
    """Under what a person is looked up; whether it is the same one is judged after."""
    who = line.identity
    numbers = (("i", who.insurance_number), ("p", who.id_number), ("n", fold(who.name)))
    return (f"{kind}:{number}" for kind, number in numbers if number)


def _stands_for(line: Listed, other: Listed) -> bool:
    return line.benefit == other.benefit and line.identity.is_that_of(other.identity)
