"""What is paid beside the rate times the average: the floor, the retirement grant, the regional allowance?"""

from collections.abc import Sequence
from fractions import Fraction

from benefits.arithmetic.age import retirement_month
from benefits.arithmetic.cases import PensionCase, RegionalTime
from benefits.arithmetic.eligibility import LAW_2024
from benefits.arithmetic.months import Month
from benefits.arithmetic.periods import COMPULSORY, Period, total_months
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.steps import DONG, Step, figure, step
from benefits.arithmetic.years import whole_years, years
from bhxh_archive.money import round_half_up

GRANT = "Trợ cấp một lần khi nghỉ hưu"
REGIONAL = "Trợ cấp khu vực một lần"


def floor_supplement(case: PensionCase, exact: Fraction, rules: Rules) -> tuple[Fraction, list[Step]]:
    """What lifts the pension to the reference level: insured before 01/07/2025, twenty compulsory years
    (NĐ 158/2025 art 13.1). Exact đồng and its step.
    """
    on = case.benefit.first_day
    compulsory = [period for period in case.periods if period.counted and period.regime in COMPULSORY]
    wanted = rules.find("eligibility", "floor_years", on)
    enough = whole_years(total_months(compulsory)) >= wanted.value
    insured_before = any(period.start < LAW_2024 for period in compulsory)
    if not (case.floor_group and enough and insured_before):
        return Fraction(0), []
    level = rules.find("reference_level", "", on)
    lift = max(Fraction(level.value) - exact, Fraction(0))
    formula = f"{figure(level.value)} - {figure(round_half_up(exact))}"
    return lift, [step("Bù bằng mức tham chiếu", formula, lift, DONG, wanted.source, level)] if lift else []


def retirement_grant(
    case: PensionCase, base: Fraction, credited: Fraction, rules: Rules
) -> tuple[Fraction, list[Step]]:
    """Half an average for each year beyond 35 (women 30), two for those worked after the age was reached (art 68)."""
    on = case.benefit.first_day
    names = (f"{case.sex}:years", "before_age", "after_age")
    limit, before, after = (rules.find("retirement_grant", name, on) for name in names)
    exceeding = credited - Fraction(limit.value)
    if exceeding <= 0:
        return Fraction(0), []
    late = min(years(_months_after_age(case, rules)), exceeding)
    amount = ((exceeding - late) * Fraction(before.value) + late * Fraction(after.value)) * base
    terms = (
        (exceeding - late, f"{figure(exceeding - late)} năm × {figure(before.value)}"),
        (late, f"{figure(late)} năm sau tuổi nghỉ hưu × {figure(after.value)}"),
    )
    formula = f"({' + '.join(term for time, term in terms if time)}) × {figure(base)}"
    return amount, [step(GRANT, formula, amount, DONG, limit.source, limit, before, after)]


def regional_allowance(times: Sequence[RegionalTime], benefit: Month, rules: Rules) -> tuple[Fraction, list[Step]]:
    """Once: sum of coefficient x months x 15 % x reference level at the start (NĐ 158/2025 art 32)."""
    if not times:
        return Fraction(0), []
    percent = rules.find("regional_allowance", "percent", benefit.first_day)
    level = rules.find("reference_level", "", benefit.first_day)
    weight = sum((Fraction(time.coefficient) * time.months for time in times), Fraction(0))
    amount = weight * Fraction(percent.value) / 100 * Fraction(level.value)
    terms = " + ".join(f"{figure(time.coefficient)} × {time.months} tháng" for time in times)
    formula = f"({terms}) × {figure(percent.value)}% × {figure(level.value)}"
    return amount, [step(REGIONAL, formula, amount, DONG, percent.source, percent, level)]


def _months_after_age(case: PensionCase, rules: Rules) -> int:
    """Counted months after the month in which the age of the case's ground is reached."""
    reached, _ = retirement_month(case.birth, case.sex, rules, case.ground.lowered_months)
    return sum(_months_after(period, reached) for period in case.periods)


def _months_after(period: Period, reached: Month) -> int:
    first = max(period.start, reached + 1)
    return max(period.end - first + 1, 0) if period.counted else 0
