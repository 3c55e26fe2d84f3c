"""Which lines of one list share what belongs to one person alone: a name, a number?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from intake.models import ListLine
from intake.pipeline.tables.rows import MERGED
from intake.rules.lists import Judged

_TWO_PEOPLE: Final = "ô gộp {} chung cho nhiều dòng có mã số khác nhau; hãy tách ô, ghi tên từng người"
_NUMBERS: Final = ("insurance_number", "personal_id")
_TWO_NAMES: Final = "nhưng khác họ tên; hãy xem số nào đúng"


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


def shared_numbers_told(lines: Iterable[ListLine], *, several: bool) -> Iterator[tuple[ListLine, list[list[str]]]]:
    """The lines about which another thing is to be said, each with its new notes: of two that bear one number under two
    names, both say so. A line without a name is nobody's yet. `several`: whether the list came in several files."""
    lines = list(lines)
    first: dict[tuple[str, str], dict[str, ListLine]] = defaultdict(
        dict
    )  # number -> name -> the line that has it first
    for line in lines:
        for number in _numbers(line):
            first[number].setdefault(line.name_folded, line)
    for line in lines:
        notes = [note for note in line.notes if not note[1].endswith(_TWO_NAMES)]
        for number in _numbers(line):
            if other := next((one for name, one in first[number].items() if name != line.name_folded), None):
                notes.append([number[0], f"trùng với {_called(other, several)} {_TWO_NAMES}"])
        if notes != line.notes:
            yield line, notes


def _numbers(line: ListLine) -> list[tuple[str, str]]:
    return [(name, getattr(line, name)) for name in _NUMBERS if line.name_folded and getattr(line, name)]


def _called(line: ListLine, several: bool) -> str:
    return f"{line} (hàng {line.source_row} của tệp{f' «{line.source.name}»' if several else ''})"
