"""Which lines of an employer's list ask for days that the same person asks for already?

A benefit is paid once for a day. Within one list, or the lists of one employer and period, any day in common is a
double. Elsewhere (another period, another employer) the very same days are one too; days that merely overlap are told,
as an illness may have been reported twice with other ends. A second adjustment (part 2) of days under another period
is usual, and only told. So is a namesake at the same employer for the very same days, when one line bears the
insurance number and the other the personal id, which took its place in August 2025: nothing says that they are two.
A dossier of one person names no days, so that it is only told as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

_NEW = "1"
CLAIMED_WITHIN: Final = timedelta(days=366)
"""After the last day off; what is asked for later than that is asked for other days."""
ALONE: Final = "hồ sơ riêng "
"""How a dossier of one person is called, other than a line: it names no days."""


@dataclass(frozen=True)
class Span:
    """A line as far as doubles go: who, which part of the form, from when to when.

    `where` is how the line is called; `near`: whether it stands in the list, or in one of its employer and period;
    `name`: the folded name where it counts, among lines of one employer.
    """

    pk: int
    where: str
    part: str
    identities: tuple[str, ...]
    starts: date | None
    ends: date | None
    near: bool = True
    name: str = ""


@dataclass
class Doubles:
    """Line id -> how the earlier line is called: `same` keeps a line from being taken, `overlapping` only warns."""

    same: dict[int, str] = field(default_factory=dict)
    overlapping: dict[int, str] = field(default_factory=dict)


def identities(full_name: str, born: str, insurance_number: str, personal_id: str) -> tuple[str, ...]:
    """By what two lines are of one person: either number; without both the name with the day of birth."""
    numbers = tuple(f"{kind}:{number}" for kind, number in (("i", insurance_number), ("p", personal_id)) if number)
    return numbers or ((f"n:{full_name}:{born}",) if full_name else ())


@dataclass(frozen=True)
class Alone:
    """A dossier of one person: how it is called, who it is about, and when it came in."""

    where: str
    identities: tuple[str, ...]
    on: date


def asked_alone(lines: Iterable[Span], dossiers: Iterable[Alone]) -> dict[int, str]:
    """Line id -> the dossier of the same person alone that may be for the days of the line."""
    known: dict[str, list[Alone]] = defaultdict(list)
    for dossier in dossiers:
        for identity in dossier.identities:
            known[identity].append(dossier)
    said = {}
    for row in lines:
        fitting = (one.where for identity in row.identities for one in known.get(identity, ()) if _may_be_for(one, row))
        if where := next(fitting, ""):
            said[row.pk] = where
    return said


def _may_be_for(dossier: Alone, row: Span) -> bool:
    """An adjustment follows a dossier that was settled; what is new is asked for after the days began."""
    if row.part != _NEW or not (row.starts and row.ends):
        return False
    return row.starts <= dossier.on <= row.ends + CLAIMED_WITHIN


def overlap_words(overlap: str) -> str:
    """What a clerk reads at a line that overlaps with another one, or whose person has a dossier alone."""
    if overlap.startswith(ALONE):
        return f"Cùng người, cùng thủ tục với {overlap}: hãy đối chiếu ngày nghỉ"
    return f"Có ngày nghỉ chồng với {overlap}"


def doubles(lines: Iterable[Span], standing: Iterable[Span] = ()) -> Doubles:
    """What of the lines is asked for earlier, by another of them or by a line of `standing`."""
    seen = _Seen()
    for row in standing:
        seen.remember(row)
    found = Doubles()
    for row in lines:
        shared = seen.sharing(row)
        if same := next((other for other in shared if _is_double(other, row)), None):
            found.same[row.pk] = same.where
            continue
        if told := shared[0].where if shared else seen.namesake(row):
            found.overlapping[row.pk] = told
        seen.remember(row)
    return found


class _Seen:
    """The lines met so far: by person, and by name and days, one for each set of kinds of number that they bear."""

    def __init__(self) -> None:
        self._people: dict[tuple[str, str], list[Span]] = defaultdict(list)
        self._named: dict[tuple[object, ...], dict[str, Span]] = defaultdict(dict)

    def remember(self, row: Span) -> None:
        for identity in row.identities:
            self._people[row.part, identity].append(row)
        if row.name and row.starts and row.ends:
            self._named[_named(row)].setdefault(_kinds(row), row)

    def sharing(self, row: Span) -> list[Span]:
        """The lines of the same person and part that have a day in common with this one."""
        others = (other for identity in row.identities for other in self._people.get((row.part, identity), ()))
        return [other for other in others if _overlap(other, row)]

    def namesake(self, row: Span) -> str:
        """How a line of this name and these days is called that bears no number which would tell the two apart."""
        known = self._named.get(_named(row), {}).items() if row.name else ()
        where = next((other.where for kinds, other in known if not set(kinds) & set(_kinds(row))), "")
        return where and f"{where}, cùng họ tên, ghi số khác loại"


def _named(row: Span) -> tuple[object, ...]:
    return row.part, row.name, row.starts, row.ends


def _kinds(row: Span) -> str:
    return "".join(identity[0] for identity in row.identities)


def _overlap(one: Span, other: Span) -> bool:
    if not (one.starts and one.ends and other.starts and other.ends):
        return False
    return one.starts <= other.ends and other.starts <= one.ends


def _is_double(earlier: Span, row: Span) -> bool:
    """Of two lines that share days."""
    return earlier.near or (row.part == _NEW and (earlier.starts, earlier.ends) == (row.starts, row.ends))
