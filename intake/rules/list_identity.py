"""Does a row that names a line of an employer's list by its key still speak of that line's person?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bhxh_archive.text import fold
from intake.models import ListLine
from intake.rules.likeness import spelled_alike
from intake.rules.lists import read_day

_NUMBERS: Final = ("insurance_number", "personal_id")


def is_another(line: ListLine, facts: Mapping[str, Any]) -> bool:
    """Whether nothing by which the line's person was known agrees with what was read of the row: name, numbers, day of
    birth. What was wrong of the line may change; of a name alone a spelling may."""
    known = _comparable(line, facts)
    if not known or any(one == other for one, other in known.values()):
        return False
    return set(known) != {"full_name"} or not _called_alike(*known["full_name"])


def _comparable(line: ListLine, facts: Mapping[str, Any]) -> dict[str, tuple[object, object]]:
    """What both say, without the columns that were to be mended."""
    said: dict[str, tuple[object, object]] = {name: (getattr(line, name), facts[name]) for name in _NUMBERS}
    said["full_name"] = line.name_folded, fold(facts["full_name"])
    said["born"] = read_day(line.born), read_day(facts["born"])
    wrong = {name for name, _ in line.problems}
    return {name: pair for name, pair in said.items() if all(pair) and name not in wrong}


def _called_alike(one: object, other: object) -> bool:
    """Nearly the same letters, or a word left out or added: `H'Hen Niê`, `H'Hen Niê Kđăm`."""
    first, second = str(one), str(other)
    words, others = set(first.split()), set(second.split())
    return words <= others or others <= words or spelled_alike(first, second)
