"""Which days off of an employer's list are hardly meant as they stand: another year, no end, somebody too young?

Nothing here is certain, so that it only warns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.utils.timezone import localdate

from intake.models import EmployerList, ListLine
from intake.rules.list_benefits import MATERNITY, benefit_of_procedure
from intake.rules.lists import Judged, earliest_birth

_YEAR: Final = timedelta(days=366)
"""No leave of one line lasts longer."""
_NEARLY_A_YEAR: Final = 11
"""Months between the period and a leave from which on its year is doubted: a year mistyped by one lies a year off. An
adjustment (part 2) may reach further back."""
_PLANNED: Final = timedelta(days=62)
"""How far ahead a maternity leave may lie when the list is received: two months before the birth at most (Bộ luật Lao
động 2019 art. 139). Who was ill, or recovered, was so already."""
_YOUNGEST: Final = 13
"""Years of age from which on somebody may be employed at all (Bộ luật Lao động 2019 art. 143)."""
_LOOK: Final = "; hãy xem lại năm"
_FAR: Final = f"cách kỳ của danh sách gần một năm hoặc hơn{_LOOK}"
_AHEAD: Final = f"bắt đầu sau ngày nhận danh sách ({{:%d/%m/%Y}}){_LOOK}"
_LONG: Final = f"nghỉ liền hơn một năm{_LOOK}"
_YOUNG: Final = "chưa đủ {} tuổi khi bắt đầu nghỉ; hãy xem có phải ngày sinh của con hay ghi nhầm năm"


class Around(NamedTuple):
    """Of the list in which a line stands: period (`2026-10` or `2026-Q4`), the day of receipt, or today as long as
    there is none, and the benefit of a line that names none."""

    period: str
    received: date
    benefit: str


def around(found: EmployerList) -> Around:
    """What the days of a list's lines are held against."""
    received = found.dossier.received_at
    usual = benefit_of_procedure(found.dossier.procedure.code)
    return Around(found.period, localdate(received) if received else localdate(), usual)


def tell_odd_days(held: Around, lines: Iterable[tuple[str, Judged]]) -> None:
    """Say at each line what is odd about its days. `lines`: the part of each with what was read."""
    for part, found in lines:
        starts, ends = found.facts["starts_on"], found.facts["ends_on"]
        born = earliest_birth(found.facts["born"])
        if said := _odd_start(held, starts, part, found.facts["benefit"]):
            found.notes.append(("starts", said))
        if starts and ends and ends - starts > _YEAR:
            found.notes.append(("ends", _LONG))
        if starts and born and _age(born, starts) < _YOUNGEST:
            found.notes.append(("born", _YOUNG.format(_YOUNGEST)))


def told_anew(held: Around, lines: Iterable[ListLine]) -> Iterator[tuple[ListLine, list[list[str]]]]:
    """The lines about which another thing is to be said under this period of their list, each with its new notes."""
    for line in lines:
        notes = notes_anew(held, line)
        if notes != line.notes:
            yield line, notes


def notes_anew(held: Around, line: ListLine) -> list[list[str]]:
    """The notes of a line with what is to be said of its first day as line and list are now."""
    said = _odd_start(held, line.starts_on, line.part, line.benefit)
    kept = [note for note in line.notes if not (note[0] == "starts" and note[1].endswith(_LOOK))]
    return kept + [["starts", said]] * bool(said)


def _odd_start(held: Around, starts: date | None, part: str, benefit: str) -> str:
    if starts is None:
        return ""
    if _is_far(starts, held.period, part):
        return _FAR
    planned = _PLANNED if (benefit or held.benefit) == MATERNITY else timedelta()
    return _AHEAD.format(held.received) if starts > held.received + planned else ""


def _is_far(starts: date, period: str, part: str) -> bool:
    year, _, months = period.partition("-")
    quarter = int(months[1:]) if months.startswith("Q") else 0
    first = 12 * int(year) + (3 * quarter - 2 if quarter else int(months))
    last, month = first + 2 * bool(quarter), 12 * starts.year + starts.month
    return month - first >= _NEARLY_A_YEAR or (part == ListLine.Part.NEW and last - month >= _NEARLY_A_YEAR)


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
