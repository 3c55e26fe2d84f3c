"""How does a monthly benefit rest, and how is it paid again (QD_TAMDUNG, Law 41/2024 art. 75)?

Whether it may rest is judged by the officer; amounts are typed. No official form is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from benefits import reading
from benefits.arithmetic.months import Month
from benefits.arithmetic.rules import Rules
from benefits.kinds.by_hand import amount, in_line, unsaid
from benefits.kinds.kind import Data, Kind, Money, Payee, Stated, Typed, paid_to
from benefits.kinds.receiving import OWN_ACCOUNT, Account
from benefits.models import Draft
from benefits.reading import Unreadable
from benefits.wording.decisions import common
from bhxh_archive.money import in_words

RESTS, RESUMES = "Tạm dừng hưởng", "Tiếp tục hưởng"
_ASKED: Final = {
    "benefit": "Chưa ghi chế độ nào tạm dừng hoặc tiếp tục hưởng.",
    "benefit_month": "Chưa ghi tạm dừng hoặc tiếp tục hưởng từ tháng nào.",
    "reason": "Chưa ghi lý do.",
    "ground": "Chưa ghi căn cứ pháp lý.",
}


@dataclass(frozen=True)
class Suspension(Stated):
    """What rests or is paid again, and from when; the đồng are as they were typed."""

    act: str
    month: Month
    said: Mapping[str, str]
    monthly: int = 0
    arrears: int = 0

    @property
    def benefit(self) -> Month:
        """The first month of the change."""
        return self.month


def _case(typed: Typed) -> Suspension:
    """Raises Unreadable with everything that is missing, or money where nothing is paid."""
    entries, act = typed.entries, _act(typed.entries)
    monthly, arrears = int(amount(entries, "monthly")), int(amount(entries, "arrears"))
    missing = [*unsaid(_ASKED, entries), *_odd(act, monthly, arrears, in_line(entries, "arrears_of"))]
    month = reading.month(entries, "benefit_month")
    if missing or month is None:
        raise Unreadable(*missing)
    said = {name: in_line(entries, name) for name in ("benefit", "granted_by", "reason", "ground", "arrears_of")}
    return Suspension(act, month, said, monthly, arrears)


def _act(entries: Mapping[str, Any]) -> str:
    return RESUMES if reading.text(entries, "act") == RESUMES else RESTS


def _odd(act: str, monthly: int, arrears: int, arrears_of: str) -> list[str]:
    if act == RESTS:
        return ["Tạm dừng thì không chi trả: xóa mức hưởng và số tiền truy lĩnh."] if monthly or arrears else []
    lacks = [] if monthly else ["Chưa ghi mức hưởng hằng tháng khi tiếp tục hưởng."]
    return lacks + (["Chưa ghi truy lĩnh cho thời gian nào."] if arrears and not arrears_of else [])


def _compute(case: Suspension, _: Rules) -> Suspension:
    return case


def _data(draft: Draft, result: Suspension) -> Data:
    return common(draft) | {
        **result.said, "act": result.act, "start": result.month.first_day.isoformat(),
        "total": result.monthly, "total_in_words": _words(result.monthly),
        "arrears": result.arrears, "arrears_in_words": _words(result.arrears),
    }  # fmt: skip


def _words(total: int) -> str:
    return in_words(total).lower() if total else ""


def _payees(data: Data) -> list[Payee]:
    """Nobody is paid what rests."""
    money = Money(data["total"], data["arrears"])
    return [paid_to(data, money, date.fromisoformat(data["start"]))] if data["total"] else []


def _accounts(_: Draft, entries: Mapping[str, Any]) -> tuple[Account, ...] | None:
    return (OWN_ACCOUNT,) if _act(entries) == RESUMES else None


SUSPENSION: Final = Kind(
    "QD_TAMDUNG", "benefits.forms.suspension.SuspensionEntries", _case, _compute,
    lambda result: Money(result.monthly, result.arrears), lambda result: None, "decision_suspension", _data, _payees,
    periods=False, accounts=_accounts,
)  # fmt: skip
