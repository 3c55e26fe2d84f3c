"""Who can put right what stands in the way, by desk and by name?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bhxh_archive.holders import holders
from bhxh_archive.lifecycle import Seat, seat_office
from bhxh_archive.models import User
from intake.models import Dossier
from intake.rules.problems import ADMINISTRATION, Mender, mender_of

MOST_NAMES: Final = 3


@dataclass(frozen=True)
class Mending:
    """One thing that is missing, and who mends it: a desk, with names where it is not the person who reads this."""

    problem: str
    who: str


def mendings(problems: Sequence[str], dossier: Dossier, user: User) -> list[Mending]:
    """Each problem with its mender; one query, whatever their number."""
    menders = {mender_of(problem): _at(mender_of(problem), dossier) for problem in problems}
    asked = {
        row: (row.right, office) for row, office in menders.items() if office and not user.holds(row.right, office)
    }
    names = holders(asked.values())
    words = {row: _words(row, names[asked[row]] if row in asked else None) for row in menders}
    return [Mending(problem, words[mender_of(problem)]) for problem in problems]


def _at(mender: Mender, dossier: Dossier) -> int | None:
    """The id of the office where it is mended; None where a worker does it."""
    return None if mender.seat is Seat.SYSTEM else seat_office(dossier, mender.seat)


def _words(mender: Mender, names: Sequence[str] | None) -> str:
    """`names` None: the reader is one of them, or nobody is needed."""
    if mender.seat is Seat.SYSTEM or (mender == ADMINISTRATION and not names):
        return mender.title
    if names is None:
        return f"Bạn ({mender.title})"
    if not names:
        return f"{mender.title}: chưa có ai giữ chức năng này, hãy báo quản trị"
    more = f" và {len(names) - MOST_NAMES} người khác" if len(names) > MOST_NAMES else ""
    return f"{mender.title}: {', '.join(names[:MOST_NAMES])}{more}"
