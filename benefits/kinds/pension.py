"""How is a decision on the monthly pension (07A-HSB) made from what was typed, and what does it pay?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from benefits import reading
from benefits.arithmetic.cases import PensionCase, PensionGround
from benefits.arithmetic.pension import PensionResult, pension
from benefits.arithmetic.supplements import GRANT, REGIONAL
from benefits.kinds.insured import insured
from benefits.kinds.kind import Data, History, Kind, Money, Payee, Typed, paid_to
from benefits.models import Draft
from benefits.wording.decisions import common, duration, formula_of, point, unrounded
from bhxh_archive.money import in_words


def _case(typed: Typed) -> PensionCase:
    who, entries = insured(typed), typed.entries
    return PensionCase(
        sex=who.sex, birth=who.birth, benefit=who.benefit, periods=typed.periods,
        ground=reading.choice(PensionGround, entries, "ground", PensionGround.NORMAL),
        hard_work_months=reading.whole(entries, "hard_work_months") or 0,
        joined_state=reading.month(entries, "joined_state"),
        stated_average=reading.money(entries, "stated_average"), months_early=reading.whole(entries, "months_early"),
        floor_group=entries.get("floor_group", True) is not False, regional=reading.regional(entries),
    )  # fmt: skip


def _money(result: PensionResult) -> Money:
    return Money(result.pension, result.retirement_grant + result.regional_allowance)


def _history(result: PensionResult) -> History:
    times = (("Tổng thời gian đóng BHXH", result.months_total), ("Bắt buộc", result.months_compulsory),
             ("Tự nguyện", result.months_voluntary))  # fmt: skip
    return History(result.months_total, times, result.rows, result.regimes, result.average)


def _data(draft: Draft, result: PensionResult) -> Data:
    """The pension decision (07A-HSB) in the shape of `shapes.decision_07a`."""
    entries = draft.entries
    grants = _grants(result)
    once = sum(grant["amount"] for grant in grants)
    voluntary = duration(result.months_voluntary) if result.months_voluntary else None
    return common(draft) | {
        "category": entries.get("category", ""),
        "total_time": duration(result.months_total),
        "compulsory_time": duration(result.months_compulsory),
        "voluntary_time": voluntary,
        "special_times": _special_times(entries),
        "start": _first_day(entries),
        "average": result.average,
        "exact_average": unrounded(result.average_exact),
        "rate": point(result.final_rate),
        "rate_reduction": point(result.reduction) if result.reduction else None,
        "pension": result.pension - result.floor_supplement,
        "top_up": result.floor_supplement or None,
        "adjustments": [],
        "total": result.pension,
        "total_in_words": in_words(result.pension).lower(),
        "lump_sums": grants,
        "lump_sum_total": once or None,
        "lump_sum_in_words": in_words(once).lower() if once else "",
        "clinic": entries.get("clinic", ""),
        "health_card_from": entries.get("health_card_from", "") or entries["benefit_month"],
    }


def _first_day(entries: Mapping[str, Any]) -> str:
    month = reading.month(entries, "benefit_month")
    assert month is not None, "a result was computed, so its month was read"
    return month.first_day.isoformat()


def _special_times(entries: Mapping[str, Any]) -> list[dict[str, Any]]:
    months = reading.whole(entries, "hard_work_months") or 0
    label = "Làm nghề, công việc nặng nhọc, độc hại, nguy hiểm"
    return [{"label": label, **duration(months)}] if months else []


def _grants(result: PensionResult) -> list[dict[str, Any]]:
    rows = ((GRANT, result.retirement_grant), (REGIONAL, result.regional_allowance))
    return [{"label": label, "formula": formula_of(result.steps, label), "amount": amount}
            for label, amount in rows if amount]  # fmt: skip


def _payees(data: Data) -> list[Payee]:
    begins = date.fromisoformat(data["start"])
    return [paid_to(data, Money(data["total"], data.get("lump_sum_total") or 0), begins)]


PENSION: Final = Kind(
    "07A-HSB", "benefits.forms.entries.PensionEntries", _case, pension, _money, _history, "decision_07a", _data, _payees
)
