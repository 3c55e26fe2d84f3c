"""Which days off of an employer's list are hardly meant as they stand: another year, no end, somebody too young?

Nothing here is certain, so that it only warns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from intake.models import ListLine
from intake.rules.lists import Judged, earliest_birth

_YEAR: Final = timedelta(days=366)
"""No leave of one line lasts longer, nor is it asked for later; an adjustment (part 2) may reach further back."""
_YOUNGEST: Final = 13
"""Years of age from which on somebody may be employed at all (Bộ luật Lao động 2019 art. 143)."""
_FAR: Final = "cách kỳ của danh sách hơn một năm; hãy xem lại năm"
_LONG: Final = "nghỉ liền hơn một năm; hãy xem lại năm"
_YOUNG: Final = "chưa đủ {} tuổi khi bắt đầu nghỉ; hãy xem có phải ngày sinh của con hay ghi nhầm năm"


def tell_odd_days(period: str, lines: Iterable[tuple[str, Judged]]) -> None:
    """Say at each line what is odd about its days. `period`: of the list, 2026-10 or 2026-Q4; `lines`: the part of each
    with what was read."""
    first = _first_day(period)
    for part, found in lines:
        starts, ends = found.facts["starts_on"], found.facts["ends_on"]
        born = earliest_birth(found.facts["born"])
        if starts and _is_far(starts, first, part):
            found.notes.append(("starts", _FAR))
        if starts and ends and ends - starts > _YEAR:
            found.notes.append(("ends", _LONG))
        if starts and born and _age(born, starts) < _YOUNGEST:
            found.notes.append(("born", _YOUNG.format(_YOUNGEST)))


def told_anew(period: str, lines: Iterable[ListLine]) -> Iterator[tuple[ListLine, list[list[str]]]]:
    """The lines about which another thing is to be said under this period of their list, each with its new notes."""
    first, said = _first_day(period), ["starts", _FAR]
    for line in lines:
        far = line.starts_on is not None and _is_far(line.starts_on, first, line.part)
        if far != (said in line.notes):
            yield line, [note for note in line.notes if note != said] + [said] * far


def _first_day(period: str) -> date:
    year, _, part = period.partition("-")
    return date(int(year), 3 * int(part[1:]) - 2 if part.startswith("Q") else int(part), 1)


def _is_far(starts: date, first: date, part: str) -> bool:
    return starts - first > _YEAR or (part == ListLine.Part.NEW and first - starts > _YEAR)


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
