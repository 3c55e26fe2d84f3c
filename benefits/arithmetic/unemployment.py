"""How much is the unemployment benefit, and for how many months? A calculator: decisions are the employment centre's.

Law 74/2025 on employment, from 01/01/2026.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from benefits.arithmetic.months import Month
from benefits.arithmetic.payments import Benefit, Line, Per, benefit, line
from benefits.arithmetic.rules import Rule, Rules
from benefits.arithmetic.steps import Finding, Step, figure, step


class Region(StrEnum):
    """The region of the minimum wage in which the person worked."""

    I = "I"  # noqa: E741 - its official name
    II = "II"
    III = "III"
    IV = "IV"


@dataclass(frozen=True)
class UnemploymentCase:
    """`average`: đồng a month over the last six months paid; `months_paid` into the fund for unemployment."""

    benefit: Month
    average: Decimal
    months_paid: int
    region: Region


def unemployment(case: UnemploymentCase, rules: Rules) -> Benefit:
    """What is paid each month; how many months is a step. Raises RuleMissing."""
    findings = tuple(_short(case, rules))
    if findings:
        return benefit([], findings)
    return benefit([_monthly(case, rules)], (), before=[_months(case, rules)])


def months_of(case: UnemploymentCase, rules: Rules) -> int:
    """For how many months it is paid."""
    first, paid, each, most = (int(rule.value) for rule in _numbers(case, rules))
    return min(first + max(case.months_paid - paid, 0) // each, most)


def _numbers(case: UnemploymentCase, rules: Rules) -> list[Rule]:
    """Months at first, the time paid that gives them, how much more gives one more, and the most."""
    keys = ("first_months", "first_paid", "months_each", "most_months")
    return [rules.find("unemployment", key, case.benefit.first_day) for key in keys]


def _months(case: UnemploymentCase, rules: Rules) -> Step:
    numbers = _numbers(case, rules)
    first, paid, each, most = (figure(rule.value) for rule in numbers)
    formula = (
        f"đóng {case.months_paid} tháng: đến {paid} tháng được {first} tháng, thêm đủ {each} tháng được thêm 1, "
        f"tối đa {most}"
    )
    source = numbers[0].source
    return step("Số tháng hưởng trợ cấp thất nghiệp", formula, months_of(case, rules), "tháng", source, *numbers)


def _monthly(case: UnemploymentCase, rules: Rules) -> Line:
    on = case.benefit.first_day
    percent, times = (rules.find("unemployment", key, on) for key in ("percent", "cap_wages"))
    wage = rules.find("minimum_wage", case.region, on)
    exact, most = Fraction(case.average) * Fraction(percent.value) / 100, Fraction(times.value) * Fraction(wage.value)
    formula = (
        f"{figure(case.average)} × {figure(percent.value)}% = {figure(exact)}; "
        f"tối đa {figure(times.value)} × {figure(wage.value)} = {figure(most)}"
    )
    used = (percent, times, wage)
    return line("Trợ cấp thất nghiệp hằng tháng", formula, min(exact, most), percent.source, *used, per=Per.MONTH)


def _short(case: UnemploymentCase, rules: Rules) -> Iterator[Finding]:
    least = rules.find("unemployment", "least_paid", case.benefit.first_day)
    if case.months_paid < least.value:
        message = f"Mới đóng {case.months_paid} tháng, chưa đủ {figure(least.value)} tháng."
        yield Finding("TIME_SHORT", message, article=least.source)
