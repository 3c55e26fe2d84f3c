"""What stands on the contribution-history statement (04-HSB): rows, sums, averages?"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from benefits.arithmetic.adjustment import AdjustedRow
from benefits.arithmetic.average import RegimeAverage
from benefits.arithmetic.periods import EXCLUSION_WORDS, Exclusion, Period
from benefits.arithmetic.steps import figure
from benefits.calculation import periods_of
from benefits.kinds import History
from benefits.models import ContributionPeriod, Draft
from bhxh_archive.models import User
from bhxh_archive.money import round_half_up, whole_parts

_CATEGORY = {"STATE": "NN", "EMPLOYER": "DN", "VOLUNTARY": "TN"}
_LABEL = {
    "STATE": "Thời gian theo chế độ tiền lương do Nhà nước quy định",
    "EMPLOYER": "Thời gian theo chế độ tiền lương do NSDLĐ quyết định",
    "VOLUNTARY": "Thời gian đóng BHXH tự nguyện",
}
_COMMON: Final = "Mức bình quân chung làm căn cứ tính hưởng"
_STATED: Final = "Mức bình quân được xác định riêng làm căn cứ tính hưởng"


def data(
    draft: Draft, history: History, *, person: dict[str, str], head: dict[str, Any], controller: User | None,
    signature: dict[str, str],
) -> dict[str, Any]:  # fmt: skip
    """The statement's data; its total of months is the sum of its rows (see `imbalance`)."""
    rows = _rows(draft, history)
    adjusted = [row["adjusted"] for row in rows if row["adjusted"] is not None]
    return {
        "letterhead": head,
        "form_code": "04-HSB",
        "decision_number": None,
        "decision_date": None,
        "person": person,
        "benefit": draft.dossier.procedure.name,
        "benefit_from": str(history.since or draft.entries.get("benefit_month", "")),
        "rows": rows,
        "total_months": sum(row["months"] for row in rows),
        "total_adjusted": sum(adjusted) if adjusted else None,
        "times": _times(history) + _left_out(draft),
        "averages": _averages(history),
        "preparer": draft.drafted_by.full_name,
        "head_title": "Trưởng phòng Chế độ BHXH",
        "head": controller.full_name if controller else "",
        "signature": signature,
    }


def imbalance(draft: Draft, history: History) -> list[str]:
    """Why the statement may not go out: its rows do not add up to the time that the decision grants."""
    listed = sum(row["months"] for row in _rows(draft, history))
    if listed == history.months:
        return []
    return [f"Các dòng của bản quá trình đóng cộng được {listed} tháng, quyết định tính {history.months} tháng."
            " Hãy lưu lại quá trình đóng; nếu vẫn lệch, báo quản trị hệ thống."]  # fmt: skip


def _rows(draft: Draft, history: History) -> list[dict[str, Any]]:
    """Every typed period in order of time: by year where its salaries were adjusted, else as typed."""
    typed = list(zip(draft.periods.all(), periods_of(draft), strict=True))
    adjusted = {row.index for row in history.rows}
    amounts = whole_parts([row.amount for row in history.rows])  # they add up to what the average is taken of
    rows = [
        (row.start, _adjusted(typed[row.index][0], row, amount))
        for row, amount in zip(history.rows, amounts, strict=True)
    ]
    rows += [(period.start, _typed(*typed[at])) for at, (_, period) in enumerate(typed) if at not in adjusted]
    return [row for _, row in sorted(rows, key=lambda item: item[0])]


def _adjusted(period: ContributionPeriod, row: AdjustedRow, amount: int) -> dict[str, Any]:
    return _words(period) | {
        "first": str(row.start), "last": str(row.end), "months": row.months,
        "salary": _number(period.coefficient) if period.coefficient is not None else int(row.monthly),
        "coefficient": f"{row.coefficient:.2f}", "adjusted": amount,
    }  # fmt: skip


def _typed(row: ContributionPeriod, period: Period) -> dict[str, Any]:
    """A row whose salaries were not adjusted: the average was stated, or the time does not count."""
    return _words(row) | {
        "first": str(period.start), "last": str(period.end), "months": period.months,
        "salary": _number(period.coefficient) if period.salary is None else int(period.salary),
        "coefficient": None, "adjusted": None,
    }  # fmt: skip


def _words(period: ContributionPeriod) -> dict[str, Any]:
    return {
        "work": "; ".join(part for part in (period.job, period.employer) if part),
        "category": _CATEGORY[period.regime],
        "allowances": _number(period.allowance) if period.allowance else None,
        "rate": _number(period.rate) or None,
        "note": "; ".join(part for part in (_not_counted(period), period.note) if part),
    }


def _not_counted(period: ContributionPeriod) -> str:
    if period.counted:
        return ""
    reason = "" if period.exclusion == Exclusion.OTHER else f" ({EXCLUSION_WORDS[Exclusion(period.exclusion)]})"
    return f"Không tính hưởng{reason}"


def _number(value: Decimal | None) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if value is not None else ""


def _duration(months: int) -> dict[str, int]:
    return {"years": months // 12, "months": months % 12}


def _times(history: History) -> list[dict[str, Any]]:
    return [{"label": label, "time": _duration(months)} for label, months in history.times if months]


def _left_out(draft: Draft) -> list[dict[str, Any]]:
    """The time that stands in the rows and is not counted, with its reasons in their notes."""
    months = sum(row.end - row.start + 1 for row in periods_of(draft) if not row.counted)
    return [{"label": "Không tính hưởng (xem ghi chú)", "time": _duration(months)}] if months else []


def _averages(history: History) -> list[dict[str, Any]]:
    """Each salary regime over the months it was averaged on, then the average that the benefit is computed from."""
    if history.average is None:
        return []
    label = _COMMON if history.regimes else _STATED
    common = {
        "label": label,
        "months": None,
        "window": "",
        "formula": _joint(history.regimes),
        "amount": history.average,
    }
    return [*(_of_regime(one) for one in history.regimes), common]


def _of_regime(one: RegimeAverage) -> dict[str, Any]:
    cut = one.used < one.months
    window = f"{one.used} tháng cuối, từ {one.rows[0].start} đến {one.rows[-1].end}" if cut else ""
    return {
        "label": _LABEL[one.regime], "months": one.months, "window": window,
        "formula": f"{figure(round_half_up(one.total))} : {one.used}", "amount": round_half_up(one.amount),
    }  # fmt: skip


def _joint(regimes: Sequence[RegimeAverage]) -> str:
    """How several averages make one (NĐ 158/2025 arts 15.4, 17.5); nothing to say of a single one."""
    if len(regimes) < 2:
        return ""
    terms = " + ".join(f"{figure(round_half_up(one.amount))} × {one.months}" for one in regimes)
    return f"({terms}) : {sum(one.months for one in regimes)}"
