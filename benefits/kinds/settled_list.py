"""How is the settled list of an employer (C70a-HSB) made of its lines, and whom does it pay?"""

from __future__ import annotations

from typing import Any, Final

from benefits.kinds.kind import Data, Kind, Money, Payee, Typed
from benefits.kinds.receiving import TRANSFER
from benefits.lists.paper import list_data
from benefits.lists.settled import ListCase, SettledList, list_case, settle
from benefits.lists.workings import line_workings
from benefits.whose import SETTLED_LIST as CODE


def _case(typed: Typed) -> ListCase:
    return list_case(typed.draft)


def _money(result: SettledList) -> Money:
    return Money(once=result.amount)


def _payees(data: Data) -> list[Payee]:
    return [_payee(row) for group in data["groups"] for row in group["lines"]]


def _payee(row: dict[str, Any]) -> Payee:
    method = TRANSFER if row["account"] else ""
    return Payee(row["name"], row["id_number"], row["insurance_number"], None, Money(once=row["amount"]), row["bank"],
                 method, row["account"])  # fmt: skip


SETTLED_LIST: Final = Kind(
    CODE, "benefits.forms.line_figures.ListEntries", _case, settle, _money, lambda result: None,
    "settled_list", list_data, _payees, periods=False, parts=line_workings,
    accounts=lambda draft, entries: (),
)  # fmt: skip
