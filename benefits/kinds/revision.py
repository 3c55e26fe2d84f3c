"""How is a monthly amount changed by decision (QD_DIEUCHINH): old and new, why, from when, and what is settled back?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils import timezone

from benefits import reading
from benefits.arithmetic.months import Month
from benefits.arithmetic.revision import ARREARS, RECOVERY, Earlier, Revision, RevisionCase, revised
from benefits.earlier.adjusted_lines import line_in, monthly_of, paid_each_month
from benefits.earlier.changing import adjusted_in, granted_by, is_of_another
from benefits.earlier.receivers import FIELD, receiver_in
from benefits.kinds.insured import is_child
from benefits.kinds.kind import Data, Kind, Money, PaidBefore, Payee, Typed, paid_to
from benefits.models import Draft
from benefits.persons import addressed, insured_of
from benefits.reading import Unreadable
from benefits.wording.decisions import common, executors, formula_of
from bhxh_archive.money import in_words
from intake.models import Result as IntakeResult

_ASKED: Final = {
    "benefit_month": "Chưa ghi tháng bắt đầu điều chỉnh (MM/YYYY).",
    "before": "Chưa ghi mức đang hưởng.",
    "after": "Chưa ghi mức hưởng mới.",
    "reason": "Chưa ghi lý do điều chỉnh.",
    "ground": "Chưa ghi căn cứ pháp lý của việc điều chỉnh.",
}


def _case(typed: Typed) -> RevisionCase:
    """Raises Unreadable with everything that is missing, or for a month that can't be."""
    entries = typed.entries
    missing = [said for name, said in _ASKED.items() if not reading.text(entries, name)]
    month = reading.month(entries, "benefit_month")
    before, after = reading.money(entries, "before"), reading.money(entries, "after")
    if missing or month is None or before is None or after is None:
        raise Unreadable(*missing)
    named, result = adjusted_in(typed.draft, entries)
    earlier, of_another = _earlier(typed, result), result is None and is_of_another(typed.draft, named)
    receipt = _receipt(typed, result)
    return RevisionCase(month, before, after, _paid_until(typed), named, earlier, of_another, receipt)


def _receipt(typed: Typed, result: IntakeResult | None) -> str:
    """What is to be looked at of who receives the money: nobody for a child, or whom only the decision before named for
    a person who may be of age by now."""
    child, receiver = is_child(insured_of(typed.draft)), receiver_in(typed.draft, typed.entries, result)
    if child and not receiver:
        return "người hưởng chưa đủ 18 tuổi, chưa ghi ai nhận tiền thay."
    if receiver and not child and not reading.text(typed.entries, FIELD):
        return (f"theo quyết định đang hưởng {receiver} nhận tiền thay, mà người hưởng đã đủ 18 tuổi hoặc chưa rõ năm "
                "sinh: còn đúng thì ghi lại ở «Người nhận tiền thay».")  # fmt: skip
    return ""


def _earlier(typed: Typed, result: IntakeResult | None) -> Earlier | None:
    """What the decision whose amount is changed grants the person each month. Raises Unreadable where it pays several
    and nobody said whose amount is meant."""
    if result is None:
        return None
    data = granted_by(result)
    if not data.get("start"):
        return Earlier()
    monthly = monthly_of(data, line_in(typed.draft, typed.entries, data))
    if monthly is None:
        raise Unreadable(f"Quyết định số {result.number} trả cho nhiều thân nhân, chưa rõ điều chỉnh mức của ai: lưu "
                         "dự thảo rồi chọn ở «Thân nhân được điều chỉnh».")  # fmt: skip
    total = Decimal(data["total"]) if len(paid_each_month(data)) > 1 else None
    return Earlier(Month.parse(data["start"]), Decimal(monthly), total)


def _paid_until(typed: Typed) -> Month | None:
    """Raises Unreadable for a month that nobody can have paid yet."""
    until, now = reading.month(typed.entries, "paid_until"), Month.of(timezone.localdate())
    if until and until > now:
        raise Unreadable(f"Đã trả theo mức cũ đến tháng {until}: tháng này chưa đến, chỉ ghi đến tháng {now}.")
    return until


def _money(result: Revision) -> Money:
    return Money(result.monthly, result.once, result.recovered)


def _data(draft: Draft, result: Revision) -> Data:
    entries = draft.entries
    month = reading.month(entries, "benefit_month")
    assert month is not None, "a result was computed, so its month was read"
    label, settled = (RECOVERY, result.recovered) if result.recovered else (ARREARS, result.once)
    named, earlier = adjusted_in(draft, entries)
    received_by = receiver_in(draft, entries, earlier)
    return common(draft) | {
        "executors": executors(draft, received_by or addressed(insured_of(draft))),
        "received_by": received_by,
        "allowance": entries.get("allowance", ""),
        "earlier": named,
        "line": (line_in(draft, entries, granted_by(earlier)) or 0) if earlier else 0,
        "reason": entries.get("reason", ""),
        "ground": entries.get("ground", ""),
        "start": month.first_day.isoformat(),
        "before": int(reading.money(entries, "before") or 0),
        "total": result.monthly,
        "total_in_words": in_words(result.monthly).lower(),
        "settled_label": label if settled else "",
        "settled_formula": formula_of(result.steps, label),
        "settled": settled,
        "settled_in_words": in_words(settled).lower() if settled else "",
    }


def _payees(data: Data) -> list[Payee]:
    """The new amount from the first month on that was not paid at the old one; for those before it the difference."""
    start, settled = Month.of(date.fromisoformat(data["start"])), data["settled"]
    raised = data["settled_label"] == ARREARS
    money = Money(data["total"], settled if raised else 0, 0 if raised else settled)
    paid = paid_to(data, money, (start + paid_months(data)).first_day)
    before = PaidBefore(start.first_day, data["before"]) if settled else None
    if receiver := data.get("received_by"):
        paid = replace(paid, person=f"{paid.person} ({receiver} nhận)", entitled=paid.person)
    return [replace(paid, before=before, line=data.get("line", 0))]


def paid_months(data: Data) -> int:
    """How many of the changed months were paid at the old amount: as many as the frozen difference settles."""
    each = abs(data["total"] - data["before"])
    return round(data["settled"] / each) if each else 0


REVISION: Final = Kind(
    "QD_DIEUCHINH", "benefits.forms.revision.RevisionEntries", _case, lambda case, rules: revised(case),
    _money, lambda result: None, "decision_revision", _data, _payees,
    periods=False,
)  # fmt: skip
