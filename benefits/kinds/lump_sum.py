"""How is a decision on the one-time benefit (07B-HSB) made from what was typed, and what does it pay?"""

from __future__ import annotations

from typing import Any, Final

from benefits import reading
from benefits.arithmetic.cases import LumpSumCase, LumpSumGround
from benefits.arithmetic.lump_sum import UNDER_YEAR, LumpSumResult, lump_sum
from benefits.kinds.insured import insured
from benefits.kinds.kind import Data, History, Kind, Money, Payee, Typed, paid_to
from benefits.models import Draft
from benefits.wording.decisions import common, duration, formula_of, point, unrounded
from bhxh_archive.money import in_words, round_half_up


def _case(typed: Typed) -> LumpSumCase:
    who, entries = insured(typed), typed.entries
    return LumpSumCase(
        benefit=who.benefit, periods=typed.periods, sex=who.sex, birth=who.birth,
        ground=reading.choice(LumpSumGround, entries, "ground", LumpSumGround.TWELVE_MONTHS_OUT),
        joined_state=reading.month(entries, "joined_state"), stated_average=reading.money(entries, "stated_average"),
        support=reading.support(entries),
    )  # fmt: skip


def _money(result: LumpSumResult) -> Money:
    return Money(once=result.amount)


def _history(result: LumpSumResult) -> History:
    times = (("Tổng thời gian đóng BHXH", result.months_total), ("Trước ngày 01/01/2014", result.months_before_2014),
             ("Từ ngày 01/01/2014", result.months_from_2014))  # fmt: skip
    return History(result.months_total, times, result.rows, result.regimes, result.average)


def _data(draft: Draft, result: LumpSumResult) -> Data:
    """The decision on the one-time benefit (07B-HSB) in the shape of `shapes.decision_07b`."""
    return common(draft) | {
        "ground": draft.entries.get("ground_text") or _ground_text(draft.entries.get("ground", "")),
        "total_time": duration(result.months_total),
        "average": result.average,
        "parts": _parts(result),
        "exact_average": unrounded(result.average_exact),
        "moved": _moved(result),
        "under_year": "" if result.factor else formula_of(result.steps, UNDER_YEAR),
        "state_support": result.state_support or None,
        "regional_allowance": None,
        "total": result.amount,
        "total_in_words": in_words(result.amount).lower(),
    }


GROUNDS: Final = {
    "TWELVE_MONTHS_OUT": "Sau 12 tháng không thuộc đối tượng tham gia BHXH bắt buộc, không tham gia BHXH tự nguyện, "
    "có thời gian đóng trước ngày 01 tháng 7 năm 2025 và chưa đủ 20 năm đóng",
    "SETTLE_ABROAD": "Ra nước ngoài để định cư",
    "SERIOUS_DISEASE": "Mắc bệnh hiểm nghèo theo quy định",
    "DISABILITY_81": "Suy giảm khả năng lao động từ 81% trở lên hoặc khuyết tật đặc biệt nặng",
    "AGE_WITHOUT_YEARS": "Đủ tuổi nghỉ hưu mà chưa đủ 15 năm đóng BHXH",
}
"""Grounds of the one-time benefit (Law 41/2024 art. 70.1) as the decision words them."""


def _ground_text(ground: str) -> str:
    return GROUNDS.get(ground, GROUNDS["TWELVE_MONTHS_OUT"])


def _parts(result: LumpSumResult) -> list[dict[str, Any]]:
    """Time before and from 2014 (art. 70.3); the second part takes the rounding, so that the parts add up."""
    if not result.factor:
        return []
    weight_before, weight_from = result.weights
    before = round_half_up(result.average_exact * result.years_before_2014 * weight_before)
    rows = (
        ("Trước ngày 01/01/2014", result.months_before_2014, result.years_before_2014, weight_before, before),
        ("Từ ngày 01/01/2014", result.months_from_2014, result.years_from_2014, weight_from, result.gross - before),
    )
    return [
        {"label": label, "months": months, "years": point(years), "factor": point(weight), "amount": amount}
        for label, months, years, weight, amount in rows
        if months or years
    ]


def _moved(result: LumpSumResult) -> str:
    """Why the parts count other years than their own months make (art. 70.3: odd months before 2014 move on)."""
    odd, after = result.months_before_2014 % 12, result.months_from_2014
    if not (result.factor and odd):
        return ""
    return (f"{odd:02d} tháng lẻ đóng trước ngày 01/01/2014 được chuyển sang thời gian đóng từ ngày 01/01/2014: "
            f"{after} + {odd} = {after + odd} tháng.")  # fmt: skip


def _payees(data: Data) -> list[Payee]:
    return [paid_to(data, Money(once=data["total"]))]


LUMP_SUM: Final = Kind(
    "07B-HSB", "benefits.forms.entries.LumpSumEntries", _case, lump_sum, _money, _history, "decision_07b", _data,
    _payees,
)  # fmt: skip
