"""Which lines of an employer's list ask for days that the same person asks for already?

A benefit is paid once for a day. Within one list, or the lists of one employer and period, any day in common is a
double. Elsewhere (another period, another employer) the very same days are one too; days that merely overlap are told,
as an illness may have been reported twice with other ends. A second adjustment (part 2) of days under another period
is usual, and only told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

_NEW = "1"


@dataclass(frozen=True)
class Span:
    """A line as far as doubles go: who, which part of the form, from when to when.

    `where` is how the line is called; `near`: whether it stands in the list, or in one of its employer and period.
    """

    pk: int
    where: str
    part: str
    identities: tuple[str, ...]
    starts: date | None
    ends: date | None
    near: bool = True


@dataclass
class Doubles:
    """Line id -> how the earlier line is called: `same` keeps a line from being taken, `overlapping` only warns."""

    same: dict[int, str] = field(default_factory=dict)
    overlapping: dict[int, str] = field(default_factory=dict)


_Seen = Mapping[tuple[str, str], list[Span]]


def identities(full_name: str, born: str, insurance_number: str, personal_id: str) -> tuple[str, ...]:
    """By what two lines are of one person: either number; without both the name with the day of birth."""
    numbers = tuple(f"{kind}:{number}" for kind, number in (("i", insurance_number), ("p", personal_id)) if number)
    return numbers or ((f"n:{full_name}:{born}",) if full_name else ())


def doubles(lines: Iterable[Span], standing: Iterable[Span] = ()) -> Doubles:
    """What of the lines is asked for earlier, by another of them or by a line of `standing`."""
    seen: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for row in standing:
        _remember(seen, row)
    found = Doubles()
    for row in lines:
        shared = _sharing(seen, row)
        if same := next((other for other in shared if _is_double(other, row)), None):
            found.same[row.pk] = same.where
            continue
        if shared:
            found.overlapping[row.pk] = shared[0].where
        _remember(seen, row)
    return found


def _remember(seen: dict[tuple[str, str], list[Span]], row: Span) -> None:
    for identity in row.identities:
        seen[row.part, identity].append(row)


def _sharing(seen: _Seen, row: Span) -> list[Span]:
    others = (other for identity in row.identities for other in seen.get((row.part, identity), ()))
    return [other for other in others if _overlap(other, row)]


def _overlap(one: Span, other: Span) -> bool:
    if not (one.starts and one.ends and other.starts and other.ends):
        return False
    return one.starts <= other.ends and other.starts <= one.ends


def _is_double(earlier: Span, row: Span) -> bool:
    """Of two lines that share days."""
    return earlier.near or (row.part == _NEW and (earlier.starts, earlier.ends) == (row.starts, row.ends))
