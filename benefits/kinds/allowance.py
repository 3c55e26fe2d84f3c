"""How is the monthly allowance of who has no right to a pension decided, worked out by hand (QD_TCHT)?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from benefits import reading
from benefits.arithmetic.allowance import MOST_MONTHS, Allowance, AllowanceCase, allowance
from benefits.arithmetic.periods import COMPULSORY, total_months
from benefits.kinds.by_hand import amount, in_line, product, unsaid
from benefits.kinds.insured import insured
from benefits.kinds.kind import Data, History, Kind, Money, Payee, Typed, paid_to
from benefits.models import Draft
from benefits.reading import Unreadable
from benefits.reading.limits import outside
from benefits.wording.decisions import common, duration
from bhxh_archive.money import in_words

_ASKED: Final = {
    "monthly": "Chưa ghi mức trợ cấp hằng tháng.",
    "months": "Chưa ghi số tháng hưởng.",
    "ground": "Chưa ghi căn cứ pháp lý của mức hưởng.",
    "method": "Chưa ghi cách tính ra mức hưởng và số tháng hưởng.",
}


def _case(typed: Typed) -> AllowanceCase:
    """Raises Unreadable with everything that is missing, or can't be so."""
    entries = typed.entries
    who = insured(typed, rows=False, missing=unsaid(_ASKED, entries))
    case = AllowanceCase(
        benefit=who.benefit, sex=who.sex, birth=who.birth, monthly=amount(entries, "monthly"),
        months=reading.whole(entries, "months") or 0, ground=in_line(entries, "ground"),
        method=in_line(entries, "method"), paid_in=amount(entries, "paid_in"), poor=entries.get("poor") is True,
        periods=typed.periods,
    )  # fmt: skip
    if odd := list(_odd(case, reading.money(entries, "total"))):
        raise Unreadable(*odd)
    return case


def _odd(case: AllowanceCase, total: Decimal | None) -> Iterator[str]:
    if not case.monthly:
        yield "Mức trợ cấp hằng tháng phải lớn hơn 0."
    yield from outside("Số tháng hưởng", case.months, 1, MOST_MONTHS)
    yield from product("Tổng số tiền", total, case.monthly, case.months)


def _data(draft: Draft, result: Allowance) -> Data:
    case = result.case
    time = total_months(case.periods)
    return common(draft) | {
        "total_time": duration(time) if time else None,
        "start": case.benefit.first_day.isoformat(),
        "last_month": str(case.last),
        "months": case.months,
        "ground": case.ground,
        "method": case.method,
        "paid_in": int(case.paid_in),
        "total": result.monthly,
        "total_in_words": in_words(result.monthly).lower(),
        "sum": int(case.total),
        "sum_in_words": in_words(int(case.total)).lower(),
    }


def _history(result: Allowance) -> History | None:
    """None where the history was not typed: the decision then goes without the statement."""
    periods = result.case.periods
    if not periods:
        return None
    total, compulsory = total_months(periods), total_months(periods, *COMPULSORY)
    return History(total, (("Tổng thời gian đóng BHXH", total), ("Bắt buộc", compulsory),
                           ("Tự nguyện", total - compulsory)))  # fmt: skip


def _payees(data: Data) -> list[Payee]:
    return [paid_to(data, Money(data["total"]), date.fromisoformat(data["start"]), data["last_month"])]


ALLOWANCE: Final = Kind(
    "QD_TCHT", "benefits.forms.allowance.AllowanceEntries", _case, allowance,
    lambda result: Money(result.monthly), _history, "decision_allowance", _data, _payees,
)  # fmt: skip
