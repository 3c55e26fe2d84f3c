"""How much is paid for days of sickness (ốm đau)?

Law 41/2024 arts 43-45: 75 % of the salary of the month before the leave, by working days of which a month has 24.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from benefits.arithmetic.months import Month
from benefits.arithmetic.payments import Benefit, Line, benefit, line
from benefits.arithmetic.rules import Rule, Rules
from benefits.arithmetic.steps import Finding, NotComputableError, figure
from benefits.arithmetic.years import whole_years

_ARTICLE = "Điều 45 Luật 41/2024/QH15"
_HALF = Fraction(1, 2)


class Conditions(StrEnum):
    """The work that the limit of days hangs on: normal, or heavy, hazardous and in hard areas."""

    NORMAL = "NORMAL"
    HARD = "HARD"


@dataclass(frozen=True)
class SicknessCase:
    """Sick leave that begins in `leave`.

    `salary`: đồng of the month before it. `days`: working days as they count, in halves; a part of a day below one
    half counts as one half, from there on as a whole one. `days_before`: taken earlier in the year. `months_paid`:
    contribution time, which sets the limit. Days beyond the limit are paid at the lower rate where `long_term`.
    """

    leave: Month
    salary: Decimal
    days: Fraction
    months_paid: int
    conditions: Conditions = Conditions.NORMAL
    days_before: Fraction = Fraction(0)
    long_term: bool = False


def sickness(case: SicknessCase, rules: Rules) -> Benefit:
    """The allowance for the days of one leave. Raises NotComputableError, RuleMissing."""
    if case.days <= 0 or case.days % _HALF:
        raise NotComputableError("Số ngày nghỉ phải lớn hơn 0 và là bội của nửa ngày.")
    within, beyond = _split(case, _limit(case, rules))
    lines = [_days(case, within, "percent", rules)] if within else []
    if beyond and case.long_term:
        lines.append(_days(case, beyond, f"beyond:{_band(case)}", rules))
    return benefit(lines, _findings(case, beyond, rules))


def _band(case: SicknessCase) -> str:
    """Which step of contribution time the limit and the lower rate go by."""
    done = whole_years(case.months_paid)
    return "under_15" if done < 15 else "under_30" if done < 30 else "from_30"


def _limit(case: SicknessCase, rules: Rules) -> Rule:
    return rules.find("sickness", f"{case.conditions}:{_band(case)}", case.leave.first_day)


def _split(case: SicknessCase, limit: Rule) -> tuple[Fraction, Fraction]:
    """Days within the limit of the year, and beyond it."""
    left = max(Fraction(limit.value) - case.days_before, Fraction(0))
    within = min(case.days, left)
    return within, case.days - within


def _days(case: SicknessCase, days: Fraction, key: str, rules: Rules) -> Line:
    percent, month = (rules.find("sickness", name, case.leave.first_day) for name in (key, "working_days"))
    exact = Fraction(case.salary) * Fraction(percent.value) / 100 / Fraction(month.value) * days
    beyond = " (quá số ngày của năm)" if key != "percent" else ""
    formula = f"{figure(case.salary)} × {figure(percent.value)}% / {figure(month.value)} × {figure(days)} ngày"
    return line(f"Trợ cấp ốm đau{beyond}", formula, exact, _ARTICLE, percent, month)


def _findings(case: SicknessCase, beyond: Fraction, rules: Rules) -> Iterator[Finding]:
    if beyond and not case.long_term:
        limit = _limit(case, rules)
        message = (
            f"Quá {figure(limit.value)} ngày của năm: {figure(beyond)} ngày không được tính. "
            "Bệnh phải chữa trị dài ngày thì ghi rõ để tính tiếp ở mức thấp hơn."
        )
        yield Finding("OVER_LIMIT", message, article=limit.source)
