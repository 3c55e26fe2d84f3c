"""Which lines of an employer's list ask for days that the same person asks for already?

A benefit is paid once for a day. Within one list, or the lists of one employer and period, any day in common is a
double. Elsewhere (another period, another employer) the very same days are one too; days that merely overlap are told,
as an illness may have been reported twice with other ends. A second adjustment (part 2) of days under another period
is usual, and only told. So is a namesake at the same employer for the very same days, when one line bears the
insurance number and the other the personal id, which took its place in August 2025: nothing says that they are two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

_NEW = "1"


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
