"""Do the worked examples of the field come out to the đồng?"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from benefits.arithmetic import (
    LumpSumCase,
    Part,
    PensionCase,
    PensionGround,
    Regime,
    RegionalTime,
    average,
    early_reduction,
    known_birth,
    lump_sum,
    mean,
    pension,
    pension_rate,
    pension_start,
    retirement_month,
    years,
)
from benefits.arithmetic.age import Sex
from benefits.arithmetic.lump_sum import amount_by_years, split
from bhxh_archive.money import round_half_up
from tests.benefits.arithmetic.builders import RULES, employer, lasting, month, state

TEN_MILLION = Decimal(10_000_000)
T3 = (
    employer("01/2005", "12/2009", 2_000_000),
    employer("01/2010", "12/2019", 4_000_000),
    employer("01/2020", "05/2026", 8_000_000),
)
T4 = (
    state("09/1996", "05/2020", "3.66", "0.2"),
    state("06/2020", "05/2023", "4.65", "0.4"),
    state("06/2023", "05/2026", "4.98", "0.4"),
)


@pytest.mark.parametrize(
    ("months", "credited"),
    [(0, "0"), (1, "0.5"), (6, "0.5"), (7, "1"), (11, "1"), (12, "1"), (25, "2.5"), (31, "3")],
)
def test_t1_months_make_years(months: int, credited: str) -> None:
    assert years(months) == Fraction(credited)


@pytest.mark.parametrize(
    ("sex", "months", "percent"),
    [
        ("F", 25 * 12, "65"),
        ("M", 17 * 12, "42"),
        ("M", 18 * 12 + 4, "43.5"),
        ("M", 30 * 12, "65"),
        ("F", 30 * 12 + 6, "75"),
        ("M", 20 * 12, "45"),
    ],
)
def test_t2_rate(sex: Sex, months: int, percent: str) -> None:
    assert pension_rate(sex, years(months), month("06/2026"), RULES)[0] == Fraction(percent)


def test_t3_woman_under_employers() -> None:
    result = pension(PensionCase("F", date(1969, 5, 10), month("06/2026"), T3), RULES)
    assert (result.months_total, result.years) == (257, Fraction(43, 2))
    assert sum(row.amount for row in result.rows) == 1_676_320_000
    assert (result.average, result.final_rate, result.pension) == (6_522_646, 58, 3_783_135)
    assert not result.findings


def test_t3b_the_same_person_under_the_table_of_2025() -> None:
    periods = (*T3[:2], employer("01/2020", "11/2025", 8_000_000))
    result = average(periods, month("12/2025"), RULES)
    assert (result.months, years(result.months)) == (251, 21)
    assert sum(row.amount for row in result.rows) == 1_578_400_000
    assert round_half_up(result.amount) == 6_288_446


@pytest.mark.parametrize(
    ("benefit", "basis", "amount"), [("06/2026", 12_203_100, 7_932_015), ("07/2026", 13_193_950, 8_576_068)]
)
def test_t4_man_under_the_state_regime(benefit: str, basis: int, amount: int) -> None:
    result = pension(PensionCase("M", date(1964, 10, 1), month(benefit), T4), RULES)
    assert (result.months_total, result.years, result.final_rate) == (357, 30, 65)
    assert (result.average, result.pension) == (basis, amount)


def test_t5_state_time_and_employers() -> None:
    periods = (state("03/1998", "02/2010", "3.0"), employer("03/2010", "02/2026", 5_000_000))
    result = pension(PensionCase("M", date(1964, 2, 1), month("07/2026"), periods), RULES)
    employers = [row.amount for row in result.rows if row.regime is Regime.EMPLOYER]
    assert sum(employers) == 1_238_400_000
    assert (result.average, result.years, result.final_rate) == (6_938_571, 28, 61)
    assert result.pension == 4_232_529


@pytest.mark.parametrize(("early", "final", "amount"), [(43, 63, 6_300_000), (40, 64, 6_400_000)])
def test_t6_early_retirement(early: int, final: int, amount: int) -> None:
    case = PensionCase(
        "M",
        date(1968, 1, 1),
        month("08/2026"),
        (lasting(388, "07/2026"),),
        ground=PensionGround.REDUCED_61,
        stated_average=TEN_MILLION,
        months_early=early,
    )
    result = pension(case, RULES)
    assert (result.rate, result.final_rate, result.pension) == (70, final, amount)


def test_t7_pension_is_lifted_to_the_reference_level() -> None:
    periods = (employer("06/2005", "05/2025", 3_000_000),)
    case = PensionCase("F", date(1969, 6, 1), month("08/2026"), periods, stated_average=Decimal(4_000_000))
    result = pension(case, RULES)
    assert (result.final_rate, result.pension, result.floor_supplement) == (55, 2_530_000, 330_000)


@pytest.mark.parametrize(("birth", "grant"), [(date(1965, 1, 1), 15_000_000), (date(1963, 4, 1), 45_000_000)])
def test_t8_grant_for_years_beyond_35(birth: date, grant: int) -> None:
    """Born 04/1963: 61 years in 04/2024 (roadmap of 2024), then 24 more months of contribution."""
    until = "04/2026" if grant == 45_000_000 else "06/2026"
    case = PensionCase("M", birth, month("07/2026"), (lasting(456, until),), stated_average=TEN_MILLION)
    assert pension(case, RULES).retirement_grant == grant


def test_t9_lump_sum_across_2014() -> None:
    periods = (employer("03/2011", "09/2013", 3_000_000), employer("01/2014", "04/2019", 5_000_000))
    result = lump_sum(LumpSumCase(month("07/2026"), periods), RULES)
    assert sum(row.amount for row in result.rows) == 559_200_000
    assert (result.average, result.years_before_2014, result.years_from_2014) == (5_886_316, 2, 6)
    assert (result.factor, result.amount) == (15, 88_294_737)


def test_t10_lump_sum_under_a_year() -> None:
    result = lump_sum(LumpSumCase(month("01/2026"), (employer("03/2024", "10/2024", 5_000_000),)), RULES)
    assert (result.average, result.amount) == (5_150_000, 9_064_000)


@pytest.mark.parametrize("months_before", [12, 13, 18])
def test_t11_one_rounding_at_the_end(months_before: int) -> None:
    """37 months with 65,639,950 đồng adjusted; wherever the odd months lie they count after 2014."""
    basis = Fraction(65_639_950, 37)
    amount = amount_by_years(basis, split(months_before, 37 - months_before), Fraction(3, 2), Fraction(2))
    assert int(basis) == 1_774_052
    assert round_half_up(amount) == 11_531_343


def test_t18_regional_allowance() -> None:
    case = PensionCase("M", date(1964, 10, 1), month("07/2026"), T4, regional=(RegionalTime(Decimal("0.5"), 60),))
    assert pension(case, RULES).regional_allowance == 11_385_000


def test_t19_voluntary_beside_compulsory() -> None:
    parts = [Part(Fraction(180_000_000), 60), Part(Fraction(6_000_000 * 180), 180)]
    assert mean(parts) == 5_250_000


def test_t20_only_the_year_of_birth_is_known() -> None:
    birth = known_birth(1966)
    assert birth == date(1966, 1, 1)
    assert retirement_month(birth, "M", RULES)[0] == month("10/2027")
    assert pension_start(birth, "M", RULES) == month("11/2027")


@pytest.mark.parametrize(("months", "percent"), [(0, 0), (5, 0), (6, 1), (11, 1), (12, 2), (17, 2), (18, 3), (60, 10)])
def test_early_months_take_off_percent(months: int, percent: int) -> None:
    assert early_reduction(months, month("06/2026"), RULES)[0] == percent
