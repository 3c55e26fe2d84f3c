"""Which lines of one file share what belongs to one person alone: a name, a number?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from bhxh_archive.text import fold
from intake.pipeline.tables.rows import MERGED
from intake.rules.lists import Judged

_TWO_PEOPLE: Final = "ô gộp {} chung cho nhiều dòng có mã số khác nhau; hãy tách ô, ghi tên từng người"
_NUMBERS: Final = ("insurance_number", "personal_id")
_TWO_NAMES: Final = "trùng với hàng {} của tệp nhưng khác họ tên; hãy xem số nào đúng"


def tell_shared_names(lines: Iterable[tuple[Mapping[str, str], Judged]]) -> None:
    """Stop the lines under one merged name that bear different numbers: these are two people, and nobody knows whose
    the name is. `lines`: the flags of each with what was read."""
    under: dict[str, list[Judged]] = defaultdict(list)
    for flags, found in lines:
        if flags.get("full_name", "").startswith(MERGED):
            under[flags["full_name"].removeprefix(MERGED)].append(found)
    for cells, rows in under.items():
        if len({(row.facts["insurance_number"], row.facts["personal_id"]) for row in rows}) > 1:
            for row in rows:
                row.problems.append(("full_name", _TWO_PEOPLE.format(cells)))


def tell_shared_numbers(lines: Iterable[tuple[int, Judged]]) -> None:
    """Say at both of two lines that they bear one number under two names. `lines`: the row of each in the file with
    what was read."""
    first: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)  # number -> name -> the row where it stands first
    bearing = [(row, found, name) for row, found in lines for name in _NUMBERS if found.facts[name]]
    for row, found, name in bearing:
        first[name, found.facts[name]].setdefault(fold(found.facts["full_name"]), row)
    for _, found, name in bearing:
        own, rows = fold(found.facts["full_name"]), first[name, found.facts[name]]
        if other := next((row for called, row in rows.items() if called != own), 0):
            found.notes.append((name, _TWO_NAMES.format(other)))
