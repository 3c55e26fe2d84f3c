"""What stands on the contribution-history statement (04-HSB): rows, sums, averages?"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from benefits.arithmetic.adjustment import AdjustedRow
from benefits.arithmetic.lump_sum import LumpSumResult
from benefits.arithmetic.pension import PensionResult
from benefits.models import ContributionPeriod, Draft
from bhxh_archive.models import User
from bhxh_archive.money import round_half_up

_CATEGORY = {"STATE": "NN", "EMPLOYER": "DN", "VOLUNTARY": "TN"}
_LABEL = {
    "STATE": "Thời gian theo chế độ tiền lương do Nhà nước quy định",
    "EMPLOYER": "Thời gian theo chế độ tiền lương do NSDLĐ quyết định",
    "VOLUNTARY": "Thời gian đóng BHXH tự nguyện",
}
Result = PensionResult | LumpSumResult


def data(
    draft: Draft, result: Result, *, person: dict[str, str], head: dict[str, Any], controller: User | None,
    signature: dict[str, str],
) -> dict[str, Any]:  # fmt: skip
    """The statement's data; its total of months is the sum of its rows."""
    periods = list(draft.periods.all())
    rows = [_row(periods[row.index], row) for row in result.rows]
    return {
        "letterhead": head,
        "form_code": "04-HSB",
        "decision_number": None,
        "decision_date": None,
        "person": person,
        "benefit": draft.dossier.procedure.name,
        "benefit_from": draft.entries.get("benefit_month", ""),
        "rows": rows,
        "total_months": sum(row["months"] for row in rows),
        "total_adjusted": sum(row["adjusted"] or 0 for row in rows),
        "times": _times(result),
        "averages": _averages(result),
        "preparer": draft.drafted_by.full_name,
        "head_title": "Trưởng phòng Chế độ BHXH",
        "head": controller.full_name if controller else "",
        "signature": signature,
    }


def _row(period: ContributionPeriod, row: AdjustedRow) -> dict[str, Any]:
    by_coefficient = period.coefficient is not None
    return {
        "first": str(row.start),
        "last": str(row.end),
        "work": "; ".join(part for part in (period.job, period.employer) if part),
        "category": _CATEGORY[period.regime],
        "salary": _number(period.coefficient) if by_coefficient else int(row.monthly),
        "position_allowance": _number(period.allowance) if period.allowance else None,
        "over_scale": None,
        "seniority": None,
        "reserved_difference": None,
        "regional": None,
        "rate": period.rate or None,
        "months": row.months,
        "coefficient": f"{row.coefficient:.2f}",
        "adjusted": round_half_up(row.amount),
        "note": period.note,
    }


def _number(value: Decimal | None) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if value is not None else ""


def _duration(months: int) -> dict[str, int]:
    return {"years": months // 12, "months": months % 12}


def _times(result: Result) -> list[dict[str, Any]]:
    lines = [("Tổng thời gian đóng BHXH", result.months_total)]
    if isinstance(result, PensionResult):
        lines += [("Bắt buộc", result.months_compulsory), ("Tự nguyện", result.months_voluntary)]
    else:
        lines += [("Trước ngày 01/01/2014", result.months_before_2014), ("Từ ngày 01/01/2014", result.months_from_2014)]
    return [{"label": label, "time": _duration(months)} for label, months in lines if months]


def _averages(result: Result) -> list[dict[str, Any]]:
    """Each salary regime by itself, then the common average that the benefit is computed from."""
    lines = [_of_regime(regime, [row for row in result.rows if row.regime == regime]) for regime in _LABEL]
    common = {"label": "Mức bình quân chung làm căn cứ tính hưởng", "months": None, "amount": result.average}
    return [*(line for line in lines if line["months"]), common]


def _of_regime(regime: str, rows: list[AdjustedRow]) -> dict[str, Any]:
    months = sum(row.months for row in rows)
    amount = sum((row.amount for row in rows), Decimal(0)) / months if months else Decimal(0)
    return {"label": _LABEL[regime], "months": months, "amount": round_half_up(amount)}
