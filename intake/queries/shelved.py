"""Which box and which place in it does a number of a paper file name, however it was typed?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from intake.models import BoxEntry, PaperBox

MOST_IN_A_BOX: Final = 9999
_BETWEEN: Final = re.compile(r"[\s.]+")
_LEADING: Final = re.compile(r"(?<!\d)0+(?=\d)")


@dataclass(frozen=True)
class Spot:
    """A number as the store writes it, with the box (id) and the place in it that it names, if it does.

    `label`: it is that of a box itself. `unknown`: the office has boxes, and it names none of them.
    """

    number: str
    box: int | None = None
    ordinal: int = 0
    label: bool = False
    unknown: bool = False


class Store:
    """The boxes of some offices (ids), read once."""

    def __init__(self, offices: Iterable[int]) -> None:
        self._boxes: dict[int, dict[str, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
        self._agency: dict[int, str] = {}
        rows = PaperBox.objects.filter(office__in=set(offices))
        for pk, office, path, agency in rows.values_list("pk", "office", "path", "office__agency_id"):
            self._boxes[office][key_of(path)].append((pk, path))
            self._agency[office] = agency.upper()

    def spot(self, office: int, number: str) -> Spot:
        """What a typed number names at this office: with or without its identifier in front, whatever the case, the
        zeros before each figure, and full stops or spaces between. The number of a known box is written as its label
        has it, any other as typed."""
        typed = number.strip()
        bare = spelled(typed).removeprefix(f"{self._agency.get(office, '')}.")
        if self._named(office, bare):
            return Spot(typed, label=True)
        head, _, tail = bare.rpartition(".")
        box = self._named(office, head)
        if box and re.fullmatch("[0-9]{1,6}", tail) and 0 < int(tail) <= MOST_IN_A_BOX:
            return Spot(f"{box[1]}.{int(tail):03d}", box[0], int(tail))
        return Spot(typed, unknown=office in self._agency)

    def _named(self, office: int, path: str) -> tuple[int, str] | None:
        """The box with this path; where several differ by zeros alone, the one that is written so."""
        rows = self._boxes[office].get(key_of(path), [])
        exact = [row for row in rows if row[1] == path]
        return (exact or rows)[0] if exact or len(rows) == 1 else None


def spelled(label: str) -> str:
    """A typed label in capitals, with full stops between its parts.

    >>> spelled(" k01 d02.h003 ")
    'K01.D02.H003'
    """
    return _BETWEEN.sub(".", label.strip()).upper()


def key_of(path: str) -> str:
    """What labels that differ by the zeros before their figures alone have in common.

    >>> key_of("K01.D02.H003")
    'K1.D2.H3'
    """
    return _LEADING.sub("", path)


def given_to(box: int, ordinal: int) -> BoxEntry | None:
    """To which dossier the box (id) gave this number, even if that lies elsewhere by now: it is never given again."""
    return BoxEntry.objects.filter(box=box, ordinal=ordinal).select_related("dossier", "box").first()
