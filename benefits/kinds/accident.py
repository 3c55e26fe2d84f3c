"""How is the allowance after a work accident or an occupational disease decided, monthly or once (03A, 03B-HSB)?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Final

from benefits import reading
from benefits.arithmetic.accident import AccidentCase, accident
from benefits.arithmetic.months import Month
from benefits.arithmetic.payments import Benefit
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.steps import NotComputableError
from benefits.kinds.kind import Data, Kind, Money, Payee, Typed, paid_to
from benefits.models import Draft
from benefits.persons import insured_of
from benefits.reading import Unreadable
from benefits.reading.limits import MONTHS_OF_WORK, after_today, outside
from benefits.wording.decisions import common, duration, formula_of
from bhxh_archive.money import in_words


class Cause(StrEnum):
    """What the capacity was lost by."""

    ACCIDENT = "TNLD"
    DISEASE = "BNN"


CAUSE_WORDS: Final = {Cause.ACCIDENT: "tai nạn lao động", Cause.DISEASE: "bệnh nghề nghiệp"}
_ASKED: Final = {
    "benefit_month": "Chưa ghi tháng bắt đầu hưởng (MM/YYYY).",
    "loss_percent": "Chưa ghi mức suy giảm khả năng lao động (%).",
    "salary": "Chưa ghi tiền lương tháng trước khi bị tai nạn, bệnh.",
    "months_paid": "Chưa ghi số tháng đóng vào quỹ TNLĐ, BNN.",
}


def _case(typed: Typed) -> AccidentCase:
    """Raises Unreadable with everything that is missing, or can't be so."""
    entries = typed.entries
    missing = [said for name, said in _ASKED.items() if not reading.text(entries, name)]
    if insured_of(typed.draft) is None:
        missing.append("Dự thảo chưa có người hưởng: hãy bỏ, soạn lại và chọn người được nhận kết quả.")
    month, loss = reading.month(entries, "benefit_month"), reading.percent(entries, "loss_percent")
    salary, months = reading.money(entries, "salary"), reading.whole(entries, "months_paid")
    if missing or month is None or loss is None or salary is None or months is None:
        raise Unreadable(*missing)
    case = AccidentCase(month, salary, months, loss, entries.get("attended") is True)
    if odd := list(_odd(case, reading.day(entries, "happened_on"))):
        raise Unreadable(*odd)
    return case


def _odd(case: AccidentCase, happened: date | None) -> Iterator[str]:
    yield from outside("Số tháng đóng", case.months_paid, 0, MONTHS_OF_WORK)
    if happened:
        yield from after_today("Ngày bị tai nạn, phát hiện bệnh", happened)
    if happened and case.benefit < Month.of(happened):
        yield f"Tháng bắt đầu hưởng {case.benefit} trước ngày bị tai nạn, bệnh {happened:%d/%m/%Y}: hãy xem lại."


def _compute(case: AccidentCase, rules: Rules, *, monthly: bool) -> Benefit:
    """Raises NotComputableError where so great a loss is paid the other way, or not at all."""
    found = accident(case, rules)
    if not found.payments:
        raise NotComputableError(found.findings[0].message_vi)
    if bool(found.monthly) != monthly:
        way = "hằng tháng (03A-HSB)" if found.monthly else "một lần (03B-HSB)"
        raise NotComputableError(f"Suy giảm {case.loss_percent}% hưởng trợ cấp {way}: hãy soạn quyết định đó.")
    return found


def _money(result: Benefit) -> Money:
    return Money(result.monthly, result.once)


def _data(draft: Draft, result: Benefit) -> Data:
    entries = draft.entries
    month, total = reading.month(entries, "benefit_month"), result.monthly or result.once
    assert month is not None, "a result was computed, so its month was read"
    return common(draft) | {
        "cause": CAUSE_WORDS[reading.choice(Cause, entries, "cause", Cause.ACCIDENT)],
        "happened_on": reading.day(entries, "happened_on"),
        "board": entries.get("board", ""),
        "loss_percent": reading.percent(entries, "loss_percent"),
        "salary": int(reading.money(entries, "salary") or 0),
        "fund_time": duration(reading.whole(entries, "months_paid") or 0),
        "start": month.first_day.isoformat() if result.monthly else None,
        "lines": [{"label": paid.label_vi, "formula": formula_of(result.steps, paid.label_vi), "amount": paid.amount}
                  for paid in result.payments],
        "total": total,
        "total_in_words": in_words(total).lower(),
        "equipment": entries.get("equipment", ""),
    }  # fmt: skip


def _payees(data: Data) -> list[Payee]:
    if data["start"] is None:
        return [paid_to(data, Money(once=data["total"]))]
    return [paid_to(data, Money(data["total"]), date.fromisoformat(data["start"]))]


def _kind(code: str, form: str, *, monthly: bool) -> Kind:
    return Kind(
        code, f"benefits.forms.accident.{form}", _case, partial(_compute, monthly=monthly), _money,
        lambda result: None, "decision_03", _data, _payees, periods=False,
    )  # fmt: skip


ACCIDENT_MONTHLY: Final = _kind("03A-HSB", "MonthlyEntries", monthly=True)
ACCIDENT_ONCE: Final = _kind("03B-HSB", "OnceEntries", monthly=False)
