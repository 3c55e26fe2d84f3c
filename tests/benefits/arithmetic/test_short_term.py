"""Do sickness, maternity, convalescence, accident and unemployment come out as the field reckons them?"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benefits.arithmetic.accident import AccidentCase, accident
from benefits.arithmetic.convalescence import After, ConvalescenceCase, convalescence
from benefits.arithmetic.maternity import FatherCase, MaternityCase, father, maternity, window
from benefits.arithmetic.payments import Benefit
from benefits.arithmetic.rules import RuleMissing
from benefits.arithmetic.sickness import Conditions, SicknessCase, sickness
from benefits.arithmetic.steps import NotComputableError
from benefits.arithmetic.unemployment import Region, UnemploymentCase, months_of, unemployment
from tests.benefits.arithmetic.builders import RULES, month

AUGUST = month("08/2026")
SALARY = Decimal(12_000_000)


def codes(result: Benefit) -> list[str]:
    return [finding.code for finding in result.findings]


@pytest.mark.parametrize(("days", "amount"), [("5", 1_875_000), ("0.5", 187_500)])
def test_t14_days_of_sickness(days: str, amount: int) -> None:
    result = sickness(SicknessCase(AUGUST, SALARY, Fraction(days), months_paid=24), RULES)
    assert (result.once, result.monthly, codes(result)) == (amount, 0, [])


@pytest.mark.parametrize(
    ("years", "conditions", "limit", "beyond"),
    [
        (14, "NORMAL", 30, 50), (15, "NORMAL", 40, 55), (30, "NORMAL", 60, 65),
        (14, "HARD", 40, 50), (29, "HARD", 50, 55), (30, "HARD", 70, 65),
    ],
)  # fmt: skip
def test_the_limit_of_the_year_goes_by_time_and_conditions(
    years: int, conditions: str, limit: int, beyond: int
) -> None:
    case = SicknessCase(AUGUST, SALARY, Fraction(4), years * 12, Conditions(conditions), Fraction(limit - 2))
    short, long = sickness(case, RULES), sickness(SicknessCase(**(vars(case) | {"long_term": True})), RULES)

    assert short.once == 2 * 375_000 and codes(short) == ["OVER_LIMIT"]
    assert long.once == 2 * 375_000 + 2 * 500_000 * beyond // 100 and codes(long) == []


@pytest.mark.parametrize("days", ["0", "-1", "0.3"])
def test_days_count_in_halves(days: str) -> None:
    with pytest.raises(NotComputableError, match="nửa ngày"):
        sickness(SicknessCase(AUGUST, SALARY, Fraction(days), 24), RULES)


@pytest.mark.parametrize(("second", "amount"), [(False, 113_060_000), (True, 131_060_000)])
def test_t15_a_birth(second: bool, amount: int) -> None:
    case = MaternityCase(date(2026, 8, 10), Decimal(18_000_000), second_child=second, months_paid=6)
    result = maternity(case, RULES)
    assert result.once == amount and codes(result) == []


def test_before_the_new_law_the_second_child_has_six_months_too() -> None:
    before, after = (MaternityCase(day, SALARY, second_child=True) for day in (date(2026, 6, 30), date(2026, 7, 1)))
    assert maternity(before, RULES).payments[0].amount == 6 * 12_000_000
    assert maternity(after, RULES).payments[0].amount == 7 * 12_000_000


def test_each_further_child_of_one_birth_brings_a_month_and_a_grant() -> None:
    one, three = (maternity(MaternityCase(date(2026, 8, 1), SALARY, children=n), RULES) for n in (1, 3))
    assert three.payments[0].amount - one.payments[0].amount == 2 * 12_000_000
    assert three.payments[1].amount == 3 * one.payments[1].amount == 3 * 5_060_000


@pytest.mark.parametrize(
    ("day", "paid", "first", "last"),
    [(14, True, "08/2025", "07/2026"), (15, True, "09/2025", "08/2026"), (15, False, "08/2025", "07/2026")],
)
def test_the_month_of_the_birth_counts_from_the_15th(day: int, paid: bool, first: str, last: str) -> None:
    assert window(date(2026, 8, day), paid_in_month=paid, rules=RULES) == (month(first), month(last))


def test_too_little_time_before_the_birth_is_told() -> None:
    assert codes(maternity(MaternityCase(date(2026, 8, 1), SALARY, months_paid=5), RULES)) == ["TIME_SHORT"]


def test_the_father_is_paid_by_working_days() -> None:
    paid, long = (father(FatherCase(date(2026, 8, 1), SALARY, days), RULES) for days in (10, 11))
    assert (paid.once, codes(paid), codes(long)) == (5_000_000, [], ["OVER_LIMIT"])


def test_t16_convalescence() -> None:
    result = convalescence(ConvalescenceCase(AUGUST, 7, After.SICK_SURGERY), RULES)
    assert (result.once, codes(result)) == (5_313_000, [])


def test_no_more_days_of_convalescence_than_the_year_has() -> None:
    result = convalescence(ConvalescenceCase(AUGUST, 4, After.SICK_OTHER, days_before=3), RULES)
    assert (result.once, codes(result)) == (2 * 759_000, ["OVER_LIMIT"])


def test_t17_accident_once_and_monthly() -> None:
    once = accident(AccidentCase(AUGUST, Decimal(8_000_000), 6 * 12, loss_percent=20), RULES)
    monthly = accident(AccidentCase(AUGUST, Decimal(8_000_000), 10 * 12, loss_percent=40), RULES)
    assert [payment.amount for payment in once.payments] == [31_625_000, 16_000_000]
    assert [payment.amount for payment in monthly.payments] == [1_214_400, 256_000]
    assert (once.once, once.monthly, monthly.once, monthly.monthly) == (47_625_000, 0, 0, 1_470_400)


@pytest.mark.parametrize(
    ("loss", "attended", "payments", "found"),
    [(4, False, 0, ["LOSS_SMALL"]), (5, False, 2, []), (30, False, 2, []), (31, False, 2, []),
     (80, True, 2, ["NO_ATTENDANCE"]), (81, True, 3, []), (81, False, 2, [])],
)  # fmt: skip
def test_what_the_loss_gives(loss: int, attended: bool, payments: int, found: list[str]) -> None:
    result = accident(AccidentCase(AUGUST, SALARY, 12, loss, attended), RULES)
    assert (len(result.payments), codes(result)) == (payments, found)


def test_a_deadly_accident_is_paid_for_once() -> None:
    assert accident(AccidentCase(AUGUST, SALARY, 12, died=True), RULES).once == 36 * 2_530_000
    with pytest.raises(NotComputableError):
        accident(AccidentCase(AUGUST, SALARY, 12, loss_percent=101), RULES)


def test_t21_unemployment() -> None:
    case = UnemploymentCase(AUGUST, Decimal(15_000_000), 72, Region.I)
    assert (unemployment(case, RULES).monthly, months_of(case, RULES)) == (9_000_000, 6)


@pytest.mark.parametrize(("paid", "months"), [(12, 3), (36, 3), (47, 3), (48, 4), (144, 12), (300, 12)])
def test_more_time_gives_more_months_up_to_twelve(paid: int, months: int) -> None:
    assert months_of(UnemploymentCase(AUGUST, SALARY, paid, Region.IV), RULES) == months


def test_the_benefit_is_capped_by_the_region_and_wants_a_year() -> None:
    rich = UnemploymentCase(AUGUST, Decimal(90_000_000), 24, Region.IV)
    assert unemployment(rich, RULES).monthly == 5 * 3_700_000
    short = unemployment(UnemploymentCase(AUGUST, SALARY, 11, Region.I), RULES)
    assert (short.payments, codes(short)) == ((), ["TIME_SHORT"])


def test_no_law_of_today_is_applied_to_yesterday() -> None:
    with pytest.raises(RuleMissing):
        unemployment(UnemploymentCase(month("12/2025"), SALARY, 24, Region.I), RULES)
    with pytest.raises(RuleMissing):
        sickness(SicknessCase(month("06/2025"), SALARY, Fraction(1), 24), RULES)


def test_what_is_not_sure_is_said_so() -> None:
    result = accident(AccidentCase(AUGUST, SALARY, 12, loss_percent=20), RULES)
    assert any(said.startswith("Cần xác nhận: Luật 84/2015") for said in result.warnings)
    assert all(step.article and step.formula_vi for step in result.steps)


@given(st.integers(0, 100_000_000), st.integers(0, 100_000_000), st.integers(1, 400), st.integers(0, 600))
def test_more_salary_is_never_paid_less_and_days_add_up(low: int, more: int, halves: int, paid: int) -> None:
    def once(salary: int, number: int, before: int = 0) -> Fraction:
        case = SicknessCase(AUGUST, Decimal(salary), Fraction(number, 2), paid, days_before=Fraction(before, 2))
        return Fraction(sickness(case, RULES).once)

    assert once(low, halves) <= once(low + more, halves)
    parts = once(low, 1) + once(low, halves, before=1)
    assert abs(parts - once(low, halves + 1)) <= 1, "a leave in two parts is one leave, but for the rounding"


@given(st.integers(5, 99), st.integers(0, 600), st.integers(0, 100_000_000))
def test_more_loss_and_more_time_are_never_paid_less(loss: int, paid: int, salary: int) -> None:
    def both(percent: int, months: int) -> tuple[int, int]:
        result = accident(AccidentCase(AUGUST, Decimal(salary), months, percent), RULES)
        return result.once, result.monthly

    here, lossier, longer = both(loss, paid), both(loss + 1, paid), both(loss, paid + 12)
    assert here <= longer
    assert here <= lossier or loss == 30  # from 31 % on it is paid each month instead
