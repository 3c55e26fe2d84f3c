"""Which laws of the matter hold for every case, not only for the examples?"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benefits.arithmetic import (
    LumpSumCase,
    Month,
    PensionCase,
    Period,
    Regime,
    average,
    early_reduction,
    lump_sum,
    pension,
    pension_rate,
    years,
)
from benefits.arithmetic.age import Sex
from tests.benefits.arithmetic.builders import RULES, SEXES, month

BENEFIT = month("07/2026")
salaries = st.integers(500_000, 50_000_000).map(Decimal)
coefficients = st.decimals("1.00", "10.00", places=2)


@st.composite
def histories(draw: st.DrawFn, shortest: int = 1, longest: int = 500) -> tuple[Period, ...]:
    """Consecutive periods that end in 06/2026, of any regime, with a salary that fits it."""
    lengths = draw(st.lists(st.integers(1, 120), min_size=1, max_size=6))
    assume(shortest <= sum(lengths) <= longest)
    periods, end = [], BENEFIT - 1
    for length in lengths:
        start = end - (length - 1)
        # voluntary insurance began in 2008
        regime = draw(st.sampled_from(Regime if start.year >= 2008 else (Regime.STATE, Regime.EMPLOYER)))
        money = None if regime is Regime.STATE else draw(salaries)
        scale = draw(coefficients) if regime is Regime.STATE else None
        periods.append(Period(start, end, regime, money, scale))
        end = start - 1
    state_starts = [period.start for period in periods if period.regime is Regime.STATE]
    assume(not state_starts or min(state_starts) < Month(2016, 1))  # later joiners need old base salaries
    return tuple(reversed(periods))


def raised(period: Period, by: Decimal) -> Period:
    if period.salary is not None:
        return replace(period, salary=period.salary * by)
    return replace(period, coefficient=(period.coefficient or 0) * by)


@given(histories(), st.data())
def test_splitting_a_period_changes_nothing(periods: tuple[Period, ...], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(periods) - 1))
    chosen = periods[index]
    assume(chosen.months > 1)
    cut = chosen.start + data.draw(st.integers(1, chosen.months - 1))
    halves = (replace(chosen, end=cut - 1), replace(chosen, start=cut))
    split = (*periods[:index], *halves, *periods[index + 1 :])
    assert average(split, BENEFIT, RULES).amount == average(periods, BENEFIT, RULES).amount
    one, other = (lump_sum(LumpSumCase(BENEFIT, case), RULES).amount for case in (periods, split))
    assert one == other


@given(histories(), st.randoms())
def test_the_order_of_rows_does_not_matter(periods: tuple[Period, ...], random: Random) -> None:
    shuffled = list(periods)
    random.shuffle(shuffled)
    assert average(shuffled, BENEFIT, RULES).amount == average(periods, BENEFIT, RULES).amount


@given(histories(), st.decimals("1.01", "3", places=2))
def test_the_average_grows_in_proportion_to_salaries(periods: tuple[Period, ...], by: Decimal) -> None:
    higher = [raised(period, by) for period in periods]
    assert average(higher, BENEFIT, RULES).amount == average(periods, BENEFIT, RULES).amount * Fraction(by)


@given(histories())
def test_the_average_lies_between_the_lowest_and_the_highest_month(periods: tuple[Period, ...]) -> None:
    result = average(periods, BENEFIT, RULES)
    monthly = [Fraction(row.monthly * row.coefficient) for row in result.rows]
    assert min(monthly) <= result.amount <= max(monthly)
    assert sum(row.months for row in result.rows) == sum(period.months for period in periods)


@given(histories(shortest=180), SEXES, st.data())
def test_a_raise_in_any_period_never_lowers_the_pension(
    periods: tuple[Period, ...], sex: Sex, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(periods) - 1))
    higher = [*periods[:index], raised(periods[index], Decimal("1.5")), *periods[index + 1 :]]
    case = PensionCase(sex, date(1964, 1, 1), BENEFIT, periods)
    assert pension(replace(case, periods=tuple(higher)), RULES).pension >= pension(case, RULES).pension


@given(histories(shortest=180), SEXES)
def test_pension_is_rate_times_average_or_the_floor(periods: tuple[Period, ...], sex: Sex) -> None:
    result = pension(PensionCase(sex, date(1964, 1, 1), BENEFIT, periods), RULES)
    assert result.final_rate <= 75
    assert abs(result.pension - result.floor_supplement - result.average_exact * result.final_rate / 100) <= Fraction(
        1, 2
    )
    assert result.floor_supplement == 0 or result.pension == 2_530_000
    assert result.months_total == result.months_compulsory + result.months_voluntary


@given(st.integers(180, 600), SEXES)
def test_another_month_never_lowers_the_rate(months: int, sex: Sex) -> None:
    rate, longer = (pension_rate(sex, years(count), BENEFIT, RULES)[0] for count in (months, months + 1))
    assert 40 <= rate <= longer <= 75


@given(st.integers(0, 240))
def test_another_month_early_never_lowers_the_reduction(months: int) -> None:
    less, more = (early_reduction(count, BENEFIT, RULES)[0] for count in (months, months + 1))
    assert less <= more <= less + 1


@given(st.integers(0, 1000))
def test_rounding_of_years_gives_at_most_half_a_year(months: int) -> None:
    assert 0 <= years(months) - Fraction(months, 12) < Fraction(1, 2)
    assert years(months) <= years(months + 1)


@given(st.integers(1, 120), salaries)
@settings(max_examples=50)
def test_another_month_at_the_same_worth_never_lowers_the_lump_sum(months: int, salary: Decimal) -> None:
    """From 2014 on and with a stated average, as paid salaries of other years have another worth."""
    first = Period(Month(2014, 1), Month(2014, 1) + (months + 11), Regime.EMPLOYER, salary)
    longer = replace(first, end=first.end + 1)
    one, other = (
        lump_sum(LumpSumCase(BENEFIT, (period,), stated_average=salary), RULES).amount for period in (first, longer)
    )
    assert one <= other


@given(histories(longest=239))
@settings(max_examples=50)
def test_a_lump_sum_is_never_more_than_two_averages_a_credited_year(periods: tuple[Period, ...]) -> None:
    result = lump_sum(LumpSumCase(BENEFIT, periods), RULES)
    credited = result.years_before_2014 + result.years_from_2014
    assert result.amount <= 2 * max(credited, Fraction(1)) * result.average_exact + 1
