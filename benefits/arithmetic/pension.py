"""How much is the monthly pension, and what is paid once beside it?

Law 41/2024 arts 64-68, NĐ 158/2025 arts 13, 15-17, 32. Everything is exact until the single rounding to whole đồng.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from benefits.arithmetic.adjustment import AdjustedRow
from benefits.arithmetic.average import RegimeAverage, stated_or_computed
from benefits.arithmetic.cases import PensionCase
from benefits.arithmetic.early import early, early_step
from benefits.arithmetic.eligibility import pension_findings
from benefits.arithmetic.months import Month
from benefits.arithmetic.periods import COMPULSORY, Regime, refuse_invalid, total_months
from benefits.arithmetic.rate import early_reduction, pension_rate
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.steps import DONG, Finding, Step, figure, is_tentative, rule_warnings, step
from benefits.arithmetic.supplements import floor_supplement, regional_allowance, retirement_grant
from benefits.arithmetic.years import in_words, years
from bhxh_archive.money import round_half_up


@dataclass(frozen=True)
class PensionResult:
    """Amounts in whole đồng, rates in percent, time in months; `steps` is the working in the order it is read.

    `average_exact` is the unrounded average. `pension` includes `floor_supplement`. A `tentative` one is never signed.
    """

    months_total: int
    months_compulsory: int
    months_voluntary: int
    years: Fraction
    average: int
    average_exact: Fraction
    rate: Fraction
    months_early: int
    reduction: Fraction
    final_rate: Fraction
    pension: int
    floor_supplement: int
    retirement_grant: int
    regional_allowance: int
    rows: tuple[AdjustedRow, ...]
    regimes: tuple[RegimeAverage, ...]
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]
    warnings: tuple[str, ...]
    tentative: bool


def pension(case: PensionCase, rules: Rules) -> PensionResult:
    """Monthly pension from `case.benefit`, floor, retirement grant and regional allowance.

    Raises PeriodsInvalidError, NotComputableError, or RuleMissing when a number of the law is not there.
    """
    refuse_invalid(case.periods, case.benefit - 1)
    months = total_months(case.periods)
    credited, time_step = _credited(months)
    basis = stated_or_computed(case, rules)
    base = basis.amount
    rate, rate_step = pension_rate(case.sex, credited, case.benefit, rules)
    ahead, reduction, reduction_steps = _reduction(case, rules)
    final = max(rate - reduction, Fraction(0))
    exact, amount_step = _amount(base, final)
    floor, floor_steps = floor_supplement(case, exact, rules)
    grant, grant_steps = retirement_grant(case, base, credited, rules)
    regional, regional_steps = regional_allowance(case.regional, case.benefit, rules)
    steps = (
        *(time_step, *basis.steps, rate_step, *reduction_steps, amount_step),
        *(*floor_steps, *grant_steps, *regional_steps),
    )
    return PensionResult(
        months_total=months,
        months_compulsory=total_months(case.periods, *COMPULSORY),
        months_voluntary=total_months(case.periods, Regime.VOLUNTARY),
        years=credited,
        average=round_half_up(base),
        average_exact=base,
        rate=rate,
        months_early=ahead,
        reduction=reduction,
        final_rate=final,
        pension=round_half_up(exact + floor),
        floor_supplement=round_half_up(exact + floor) - round_half_up(exact),
        retirement_grant=round_half_up(grant),
        regional_allowance=round_half_up(regional),
        rows=basis.rows,
        regimes=basis.regimes,
        steps=steps,
        findings=tuple(pension_findings(case, rules)),
        warnings=(*rule_warnings(steps), *_case_warnings(case)),
        tentative=is_tentative(steps),
    )


def _credited(months: int) -> tuple[Fraction, Step]:
    credited = years(months)
    formula = f"{months} tháng = {in_words(months)}; 1-6 tháng lẻ tính nửa năm, 7-11 tháng tính một năm"
    return credited, step(
        "Thời gian đóng BHXH tính hưởng", formula, credited, "năm", "Điều 5 khoản 6 Luật 41/2024/QH15"
    )


def _reduction(case: PensionCase, rules: Rules) -> tuple[int, Fraction, list[Step]]:
    """Months early, percent taken off and how both came about; nothing when it is not a reduced pension."""
    if not case.ground.is_reduced:
        return 0, Fraction(0), []
    found = early(case, rules)
    percent, line = early_reduction(found.months, case.benefit, rules)
    return found.months, percent, [early_step(case, found), line]


def _amount(base: Fraction, percent: Fraction) -> tuple[Fraction, Step]:
    exact = base * percent / 100
    formula = f"{figure(base)} × {figure(percent)}%"
    return exact, step("Mức lương hưu hằng tháng", formula, exact, DONG, "Điều 66 Luật 41/2024/QH15")


def _case_warnings(case: PensionCase) -> Iterator[str]:
    yield "Cần xác nhận: cách làm tròn (giữ đủ số lẻ, làm tròn đến đồng ở kết quả cuối)."
    if case.stated_average is not None:
        yield "Mức bình quân do cán bộ nhập, không tính từ quá trình đóng."
    if any(period.regime is Regime.STATE and period.start < Month(2004, 10) for period in case.periods):
        yield "Có tiền lương trước 10/2004: hệ số phải là hệ số đã chuyển đổi theo thang lương hiện hành."
