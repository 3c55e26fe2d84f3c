"""Which percentage of the average does a pension give?"""

from fractions import Fraction

from benefits.arithmetic.age import Sex
from benefits.arithmetic.months import Month
from benefits.arithmetic.rules import RuleMissing, Rules
from benefits.arithmetic.steps import NotComputableError, Step, figure, step

_TOO_SHORT = "Thời gian đóng chưa đủ để có tỷ lệ hưởng lương hưu."


def pension_rate(sex: Sex, years: Fraction, benefit: Month, rules: Rules) -> tuple[Fraction, Step]:
    """Percent for `years` of contribution (halves allowed), capped, and its step (Law 41/2024 art 66.1-2).

    Women 45 % at 15 years, men 45 % at 20, +2 % a year, at most 75 %; men of 15 to under 20 years 40 % +1 % a year.
    Raises NotComputableError below the first year that has a rate.
    """
    on = benefit.first_day
    base_years = rules.find("pension_rate", f"{sex}:base_years", on)
    if years < base_years.value:
        return _short_rate(sex, years, benefit, rules)
    names = ("base_percent", "step_percent", "cap_percent")
    base, per_year, cap = (rules.find("pension_rate", name, on) for name in names)
    extra = years - Fraction(base_years.value)
    percent = min(Fraction(base.value) + extra * Fraction(per_year.value), Fraction(cap.value))
    formula = f"{figure(base.value)}% + {figure(extra)} năm × {figure(per_year.value)}%, tối đa {figure(cap.value)}%"
    return percent, step("Tỷ lệ hưởng lương hưu", formula, percent, "%", base.source, base_years, base, per_year, cap)


def early_reduction(months_early: int, benefit: Month, rules: Rules) -> tuple[Fraction, Step]:
    """Percent taken off for retiring `months_early` months before the age (Law 41/2024 art 66.3).

    2 % for each full year; a rest under six months takes nothing, from six months on 1 %.
    """
    if months_early < 0:
        raise ValueError(f"negative months: {months_early}")
    on = benefit.first_day
    names = ("year_percent", "half_year_percent", "half_year_months")
    per_year, half, half_from = (rules.find("early_retirement", name, on) for name in names)
    full, odd = divmod(months_early, 12)
    odd_percent = half.value if odd >= half_from.value else 0
    percent = full * Fraction(per_year.value) + Fraction(odd_percent)
    formula = f"{full} năm × {figure(per_year.value)}% + {odd} tháng lẻ: {figure(odd_percent)}%"
    return percent, step(
        "Giảm do nghỉ hưu trước tuổi", formula, percent, "%", per_year.source, per_year, half, half_from
    )


def _short_rate(sex: Sex, years: Fraction, benefit: Month, rules: Rules) -> tuple[Fraction, Step]:
    """Men with 15 to under 20 years: a rate that women, and the law before 01/07/2025, do not have."""
    on = benefit.first_day
    try:
        first = rules.find("pension_rate", f"{sex}:short_years", on)
    except RuleMissing as missing:
        raise NotComputableError(_TOO_SHORT) from missing
    if years < first.value:
        raise NotComputableError(_TOO_SHORT)
    base, per_year = (rules.find("pension_rate", f"{sex}:short_{name}", on) for name in ("percent", "step_percent"))
    extra = years - Fraction(first.value)
    percent = Fraction(base.value) + extra * Fraction(per_year.value)
    formula = f"{figure(base.value)}% + {figure(extra)} năm × {figure(per_year.value)}%"
    return percent, step("Tỷ lệ hưởng lương hưu", formula, percent, "%", base.source, first, base, per_year)
