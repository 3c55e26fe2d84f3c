"""Are the borders of the one-time benefit drawn where the law draws them?"""

from dataclasses import replace
from decimal import Decimal

import pytest

from benefits.arithmetic import (
    Exclusion,
    LumpSumCase,
    LumpSumGround,
    NotComputableError,
    SupportedTime,
    SupportGroup,
    lump_sum,
)
from benefits.arithmetic.lump_sum import split
from tests.benefits.arithmetic.builders import RULES, employer, month, voluntary

JULY = month("07/2026")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [(24, 0, (2, 0)), (31, 64, (2, 6)), (0, 13, (0, 1.5)), (6, 0, (0, 0.5)), (23, 1, (1, 1)), (12, 6, (1, 0.5))],
)
def test_odd_months_move_behind_2014(before: int, after: int, expected: tuple[float, float]) -> None:
    parts = split(before, after)
    assert (parts.years_before, parts.years_from) == expected


def test_a_period_across_2014_is_cut_there() -> None:
    result = lump_sum(LumpSumCase(JULY, (employer("01/2013", "12/2014", 1_000_000),)), RULES)
    assert (result.months_before_2014, result.months_from_2014, result.factor) == (12, 12, Decimal("3.5"))


def test_only_time_before_2014_is_marked_for_confirmation() -> None:
    result = lump_sum(LumpSumCase(JULY, (employer("01/2010", "03/2012", 1_000_000),)), RULES)
    assert any("trước 2014" in warning for warning in result.warnings)


def test_under_a_year_two_averages_are_the_cap() -> None:
    ten = lump_sum(LumpSumCase(JULY, (employer("01/2025", "10/2025", 1_000_000),)), RULES)
    nine = lump_sum(LumpSumCase(JULY, (employer("01/2025", "09/2025", 1_000_000),)), RULES)
    assert (ten.amount, nine.amount) == (2_000_000, 1_980_000)
    assert ten.factor == 0


def test_under_a_year_each_row_gives_back_what_it_says_was_paid() -> None:
    """3 x 1,000,000 x 20 % and 4 x 1,000,000 x 22 %: what a row states goes before the common rate."""
    special = replace(employer("01/2025", "03/2025", 1_000_000), rate=Decimal(20))
    result = lump_sum(LumpSumCase(JULY, (special, employer("04/2025", "07/2025", 1_000_000))), RULES)
    assert result.amount == 600_000 + 880_000
    assert any("20% × 3.000.000 + 22% × 4.000.000" in step.formula_vi for step in result.steps)
    assert any("theo tỷ lệ ghi ở từng dòng" in warning for warning in result.warnings)


def test_drawn_time_gives_nothing_again() -> None:
    drawn = replace(employer("01/2010", "12/2013", 1_000_000), exclusion=Exclusion.DRAWN)
    later = employer("01/2014", "12/2015", 1_000_000)
    both, alone = (lump_sum(LumpSumCase(JULY, periods), RULES) for periods in ((drawn, later), (later,)))
    assert (both.amount, both.months_total) == (alone.amount, 24)


def test_under_a_year_a_stated_average_is_not_enough() -> None:
    periods = (employer("01/2025", "10/2025", 1_000_000),)
    with pytest.raises(NotComputableError, match="từng tháng"):
        lump_sum(LumpSumCase(JULY, periods, stated_average=Decimal(1_000_000)), RULES)


def test_what_the_state_paid_comes_off_but_not_for_the_gravely_ill() -> None:
    """24 months from 01/2022 as a poor household: 24 x 22 % x 1,500,000 x 30 % = 2,376,000."""
    periods = (voluntary("01/2022", "12/2023", 1_500_000),)
    support = (SupportedTime(month("01/2022"), month("12/2023"), SupportGroup.POOR),)
    result = lump_sum(LumpSumCase(JULY, periods, support=support), RULES)
    assert result.state_support == 2_376_000
    assert result.amount == result.gross - 2_376_000
    ill = lump_sum(LumpSumCase(JULY, periods, LumpSumGround.SERIOUS_DISEASE, support=support), RULES)
    assert (ill.state_support, ill.amount) == (0, ill.gross)
