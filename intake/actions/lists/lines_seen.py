"""Are the lines that a clerk decides about still as she saw them?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bhxh_archive.money import dong
from intake.models import EmployerList
from intake.queries import lines_of

_NAMED: Final = 20
"""So many changed lines are called by their number."""


def told_changed(found: EmployerList, seen: Mapping[int, str], now: Mapping[int, str]) -> str:
    """`Từ lúc mở trang, dòng 2, 5 đã đổi.`, or "" where every line `seen` (pk -> mark) bears the same mark `now`."""
    changed = [pk for pk, mark in seen.items() if pk in now and now[pk] != mark]
    gone = len(seen.keys() - now.keys())
    if not changed and not gone:
        return ""
    ordinals = list(lines_of(found).filter(pk__in=changed).values_list("ordinal", flat=True))
    words = "dòng " + ", ".join(map(str, ordinals[:_NAMED])) if ordinals else ""
    more = f" và {dong(len(ordinals) - _NAMED)} dòng nữa" if len(ordinals) > _NAMED else ""
    told = [f"{words}{more} đã đổi"] if words else []
    told += [f"{dong(gone)} dòng không còn ở hồ sơ này"] if gone else []
    return f"Từ lúc mở trang, {', '.join(told)}."
