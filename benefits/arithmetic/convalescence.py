"""How much is paid for days of convalescence (dưỡng sức, phục hồi sức khỏe) after sickness or a birth?

Law 41/2024 arts 46, 60: a share of the reference level a day, weekends and holidays included.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from benefits.arithmetic.months import Month
from benefits.arithmetic.payments import Benefit, benefit, line
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.steps import Finding, NotComputableError, figure


class After(StrEnum):
    """What the person recovers from; it sets the most days of a year."""

    SICK_LONG = "SICK_LONG"
    SICK_SURGERY = "SICK_SURGERY"
    SICK_OTHER = "SICK_OTHER"
    BIRTH_TWINS = "BIRTH_TWINS"
    BIRTH_SURGERY = "BIRTH_SURGERY"
    BIRTH_OTHER = "BIRTH_OTHER"


@dataclass(frozen=True)
class ConvalescenceCase:
    """`days` of a leave that begins in `leave`; `days_before` were taken earlier in the year."""

    leave: Month
    days: int
    after: After
    days_before: int = 0


def convalescence(case: ConvalescenceCase, rules: Rules) -> Benefit:
    """The allowance, of no more days than the year allows. Raises NotComputableError, RuleMissing."""
    if case.days <= 0:
        raise NotComputableError("Số ngày nghỉ phải lớn hơn 0.")
    on = case.leave.first_day
    most, percent = (rules.find("convalescence", key, on) for key in (case.after, "percent"))
    level = rules.find("reference_level", "", on)
    days = min(case.days, max(int(most.value) - case.days_before, 0))
    exact = Fraction(level.value) * Fraction(percent.value) / 100 * days
    formula = f"{figure(level.value)} × {figure(percent.value)}% × {days} ngày"
    paid = line("Trợ cấp dưỡng sức, phục hồi sức khỏe", formula, exact, percent.source, percent, level, most)
    return benefit([paid], _over(case, days, int(most.value), most.source))


def _over(case: ConvalescenceCase, days: int, most: int, article: str) -> Iterator[Finding]:
    if days < case.days:
        yield Finding("OVER_LIMIT", f"Tối đa {most} ngày một năm: {case.days - days} ngày không được tính.",
                      article=article)  # fmt: skip
