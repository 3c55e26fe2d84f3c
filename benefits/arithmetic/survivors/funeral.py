"""Is a funeral allowance due, and how much is it? (Law 41/2024 art 85, NĐ 158/2025 art 21)"""

from collections.abc import Iterator
from fractions import Fraction

from benefits.arithmetic.months import Month
from benefits.arithmetic.payments import Line, line
from benefits.arithmetic.periods import total_months
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.steps import Finding, figure
from benefits.arithmetic.survivors.cases import DeathCase, Standing

LABEL = "Trợ cấp mai táng"
LACKING = "NO_FUNERAL"


def allowance(case: DeathCase, rules: Rules) -> Line:
    """So many reference levels of the month of the death."""
    on = case.death.first_day
    times, level = rules.find("survivors", "funeral_levels", on), rules.find("reference_level", "", on)
    formula = f"{figure(times.value)} × {figure(level.value)}"
    return line(LABEL, formula, Fraction(times.value) * Fraction(level.value), times.source, times, level)


def findings(case: DeathCase, rules: Rules) -> Iterator[Finding]:
    """NO_FUNERAL where neither the standing nor the time paid gives one."""
    if case.standing is not Standing.INSURED or case.by_accident:
        return
    yield from time_short(case.compulsory, total_months(case.periods), case.death, rules)


def time_short(compulsory_months: int, months: int, death: Month, rules: Rules) -> Iterator[Finding]:
    """NO_FUNERAL where neither the compulsory months nor all of them are enough."""
    compulsory, all_time = (rules.find("survivors", key, death.first_day)
                            for key in ("funeral_compulsory_months", "funeral_months"))  # fmt: skip
    if compulsory_months < compulsory.value and months < all_time.value:
        message = (
            f"Chưa đủ {figure(compulsory.value)} tháng bắt buộc, cũng chưa đủ {figure(all_time.value)} tháng "
            "cả bắt buộc và tự nguyện để hưởng trợ cấp mai táng."
        )
        yield Finding(LACKING, message, article=compulsory.source)
