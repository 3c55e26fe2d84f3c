"""How much is it where the relatives take one sum? (Law 41/2024 art 89, NĐ 158/2025 art 21.5)"""

from fractions import Fraction

from benefits.arithmetic.average import stated_or_computed
from benefits.arithmetic.lump_sum import amount_by_years, split_at_turn
from benefits.arithmetic.payments import Line, line
from benefits.arithmetic.periods import refuse_invalid
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.steps import NotComputableError, Step, figure, step
from benefits.arithmetic.survivors.cases import DeathCase, Standing

LABEL = "Trợ cấp tuất một lần"


def one_sum(case: DeathCase, rules: Rules) -> tuple[list[Step], Line]:
    """The steps that lead to it, and the sum. Raises NotComputableError, PeriodsInvalidError, RuleMissing."""
    if case.standing is Standing.INSURED:
        return _of_insured(case, rules)
    if case.received is None or case.received <= 0:
        raise NotComputableError("Cần mức lương hưu hoặc trợ cấp hằng tháng của người chết.")
    return _of_pensioner(case, rules) if case.standing is Standing.PENSIONER else _of_receiver(case, rules)


def _of_insured(case: DeathCase, rules: Rules) -> tuple[list[Step], Line]:
    """Averages for the years before and from 2014 as for the one-time benefit, and at least so many of them."""
    refuse_invalid(case.periods, case.death)
    basis, parts = stated_or_computed(case, rules), split_at_turn(case.periods)
    on = case.death.first_day
    before, after, least = (rules.find("survivors", f"lump_{key}", on)
                            for key in ("before_2014", "from_2014", "least_months"))  # fmt: skip
    earned = amount_by_years(Fraction(1), parts, Fraction(before.value), Fraction(after.value))
    months = max(earned, Fraction(least.value))
    terms = (
        f"{figure(parts.years_before)} năm × {figure(before.value)} + {figure(parts.years_from)} năm × "
        f"{figure(after.value)} = {figure(earned)}; ít nhất {figure(least.value)}"
    )
    counted = step("Số tháng mức bình quân được hưởng", terms, months, "tháng", after.source, before, after, least)
    formula = f"{figure(basis.amount)} × {figure(months)}"
    return [*basis.steps, counted], line(LABEL, formula, basis.amount * months, after.source, after)


def _of_pensioner(case: DeathCase, rules: Rules) -> tuple[list[Step], Line]:
    """So many pensions after a death in the first months, and less for each month that it was received longer."""
    keys = ("pensioner_months", "pensioner_full_until", "pensioner_month_less", "pensioner_least_months")
    full, until, less, least = (rules.find("survivors", key, case.death.first_day) for key in keys)
    longer = max(case.received_months - int(until.value), 0)
    months = max(Fraction(full.value) - longer * Fraction(less.value), Fraction(least.value))
    terms = (
        f"{figure(full.value)} - {figure(less.value)} × {longer} tháng hưởng sau {figure(until.value)} tháng đầu; "
        f"ít nhất {figure(least.value)}"
    )
    counted = step("Số tháng lương hưu được hưởng", terms, months, "tháng", full.source, full, until, less, least)
    assert case.received is not None
    formula = f"{figure(case.received)} × {figure(months)}"
    return [counted], line(LABEL, formula, Fraction(case.received) * months, full.source, full)


def _of_receiver(case: DeathCase, rules: Rules) -> tuple[list[Step], Line]:
    months = rules.find("survivors", "allowance_months", case.death.first_day)
    assert case.received is not None
    formula = f"{figure(case.received)} × {figure(months.value)}"
    return [], line(LABEL, formula, Fraction(case.received) * Fraction(months.value), months.source, months)
