"""How is the maternity allowance of who paid voluntarily decided (QD_THAISAN_TN)?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from benefits import reading
from benefits.arithmetic.maternity import VoluntaryCase, voluntary
from benefits.arithmetic.payments import Benefit
from benefits.kinds.kind import Data, Kind, Money, Payee, Typed, paid_to
from benefits.models import Draft
from benefits.reading import Unreadable
from benefits.reading.limits import CHILDREN_OF_BIRTH, MONTHS_OF_YEAR, after_today, outside
from benefits.wording.decisions import common
from bhxh_archive.money import in_words

_ASKED: Final = {
    "born_on": "Chưa ghi ngày sinh con (DD/MM/YYYY).",
    "children": "Chưa ghi số con.",
    "months_paid": "Chưa ghi số tháng đóng trong 12 tháng trước khi sinh.",
}


def _case(typed: Typed) -> VoluntaryCase:
    """Raises Unreadable with everything that is missing, or can't be so."""
    entries = typed.entries
    missing = [said for name, said in _ASKED.items() if not reading.text(entries, name)]
    born = reading.day(entries, "born_on")
    children, months = reading.whole(entries, "children"), reading.whole(entries, "months_paid")
    if missing or born is None or children is None or months is None:
        raise Unreadable(*missing)
    case = VoluntaryCase(born, children, months)
    if odd := list(_odd(case)):
        raise Unreadable(*odd)
    return case


def _odd(case: VoluntaryCase) -> Iterator[str]:
    yield from after_today("Ngày sinh con", case.born)
    yield from outside("Số con", case.children, 1, CHILDREN_OF_BIRTH)
    yield from outside("Số tháng đóng trong 12 tháng trước khi sinh", case.months_paid, 0, MONTHS_OF_YEAR)


def _data(draft: Draft, result: Benefit) -> Data:
    entries = draft.entries
    return common(draft) | {
        "born_on": reading.day(entries, "born_on"),
        "children": reading.whole(entries, "children"),
        "months_paid": reading.whole(entries, "months_paid"),
        "formula": result.steps[-1].formula_vi,
        "total": result.once,
        "total_in_words": in_words(result.once).lower(),
    }


def _payees(data: Data) -> list[Payee]:
    return [paid_to(data, Money(once=data["total"]))]


VOLUNTARY_MATERNITY: Final = Kind(
    "QD_THAISAN_TN", "benefits.forms.maternity.VoluntaryEntries", _case, voluntary,
    lambda result: Money(once=result.once), lambda result: None, "decision_maternity", _data, _payees, periods=False,
)  # fmt: skip
