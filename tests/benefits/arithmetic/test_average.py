"""Is the average taken over the right months, at the right level?"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from benefits.arithmetic import Exclusion, NotComputableError, average
from tests.benefits.arithmetic.builders import RULES, employer, month, state, voluntary

BASE = 2_530_000
JULY = month("07/2026")


@pytest.mark.parametrize(
    ("joined", "window"),
    [("01/1990", 60), ("01/1995", 72), ("12/2000", 72), ("01/2001", 96), ("01/2007", 120)],
)
def test_state_time_is_averaged_over_its_last_months(joined: str, window: int) -> None:
    turn = JULY - window
    periods = (state(joined, str(turn - 1), "2"), state(str(turn), "06/2026", "4"))
    assert average(periods, JULY, RULES).amount == 4 * BASE


def test_one_month_more_than_the_window_is_cut_off() -> None:
    turn = JULY - 73
    periods = (
        state("01/1996", str(turn - 1), "2"),
        state(str(turn), str(turn), "3"),
        state(str(turn + 1), "06/2026", "4"),
    )
    assert average(periods, JULY, RULES).amount == 4 * BASE


def test_less_time_than_the_window_is_averaged_over_what_there_is() -> None:
    periods = (state("01/1994", "12/1994", "2"), state("01/1995", "12/1995", "4"))
    assert average(periods, JULY, RULES).amount == 3 * BASE


def test_the_whole_period_is_taken_when_it_gives_more() -> None:
    """NĐ 158/2025 art 15.2c: whoever ended on a lower salary is not punished."""
    periods = (state("01/1996", "12/2015", "6"), state("01/2016", "06/2026", "3"))
    result = average(periods, JULY, RULES)
    assert result.amount == Fraction(6 * 240 + 3 * 126, 366) * BASE
    assert "15 khoản 2 điểm c" in result.steps[-1].article


def test_those_who_joined_the_state_from_2016_are_adjusted_by_inflation() -> None:
    """Base salary of the month 1,800,000 in 2024 before July; coefficient of 2024 in the table of 2026 is 1.03."""
    result = average((state("01/2024", "06/2024", "2"),), month("06/2026"), RULES)
    assert result.amount == 2 * 1_800_000 * Fraction(103, 100)


def test_a_coefficient_salary_follows_the_base_salary_of_its_month() -> None:
    result = average((state("06/2024", "07/2024", "2"),), month("06/2026"), RULES)
    assert result.amount == (1_800_000 + 2_340_000) * Fraction(103, 100)
    assert [row.monthly for row in result.rows] == [3_600_000, 4_680_000]


def test_joining_can_be_stated_when_the_rows_do_not_show_it() -> None:
    """Joined before 1995, earlier time already paid out: window of 60 and base salary, not inflation."""
    periods = (state("01/2016", "06/2021", "2"), state("07/2021", "06/2026", "4"))
    assert average(periods, JULY, RULES, joined_state=month("05/1994")).amount == 4 * BASE


def test_state_money_without_coefficient_is_refused_for_early_joiners() -> None:
    money = replace(state("01/1996", "12/2025", "1"), coefficient=None, salary=Decimal(5_000_000))
    with pytest.raises(NotComputableError, match="hệ số"):
        average((money,), JULY, RULES)


def test_voluntary_incomes_join_the_compulsory_average() -> None:
    periods = (employer("01/2025", "12/2025", 6_000_000), voluntary("01/2026", "06/2026", 3_000_000))
    assert average(periods, JULY, RULES).amount == 5_000_000


def test_years_before_1995_share_one_coefficient() -> None:
    old, older = (average((employer(f"01/{year}", f"12/{year}", 100),), JULY, RULES).amount for year in (1994, 1980))
    assert old == older == 581


def test_rows_that_are_not_counted_do_not_weigh() -> None:
    unpaid = replace(employer("01/2026", "06/2026", 99_000_000), exclusion=Exclusion.OWED)
    assert average((employer("01/2025", "12/2025", 6_000_000), unpaid), JULY, RULES).amount == 6_000_000


def test_nothing_to_average() -> None:
    with pytest.raises(NotComputableError):
        average((), JULY, RULES)
