"""Are the mistakes in a list of periods found, and nothing computed from them?"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benefits.arithmetic import (
    Exclusion,
    Month,
    PensionCase,
    Period,
    PeriodsInvalidError,
    Regime,
    check,
    each_month,
    pension,
    total_months,
)
from tests.benefits.arithmetic.builders import RULES, employer, month, state, voluntary

TODAY = month("11/2026")
months = st.builds(Month, st.integers(1990, 2030), st.integers(1, 12))


def codes(periods: list[Period]) -> list[str]:
    return [finding.code for finding in check(periods, TODAY)]


def test_a_sound_list_has_no_findings() -> None:
    assert codes([employer("01/2010", "12/2015", 4_000_000), state("01/2016", "10/2026", "3.33")]) == []
    assert codes([]) == []


def test_months_of_an_overlap_are_named() -> None:
    periods = [employer("01/2010", "06/2010", 1), voluntary("05/2010", "12/2010", 1)]
    (finding,) = check(periods, TODAY)
    assert (finding.code, finding.severity, finding.indices) == ("OVERLAP", "error", (0, 1))
    assert finding.months == (month("05/2010"), month("06/2010"))


def test_a_gap_is_a_warning_and_order_does_not_matter() -> None:
    periods = [employer("03/2011", "04/2011", 1), employer("01/2010", "12/2010", 1)]
    (finding,) = check(periods, TODAY)
    assert (finding.code, finding.severity, finding.indices) == ("GAP", "warning", (1, 0))
    assert finding.months == (month("01/2011"), month("02/2011"))


def test_a_gap_is_not_seen_inside_a_longer_period() -> None:
    periods = [employer("01/2010", "12/2012", 1), employer("02/2010", "03/2010", 1), employer("01/2013", "02/2013", 1)]
    assert codes(periods) == ["OVERLAP"]


@pytest.mark.parametrize(
    ("period", "code"),
    [
        (employer("05/2010", "04/2010", 1), "REVERSED"),
        (employer("05/2010", "01/2027", 1), "FUTURE"),
        (employer("05/2010", "06/2010", 0), "MISSING_SALARY"),
        (replace(employer("05/2010", "06/2010", 1), salary=None), "MISSING_SALARY"),
        (replace(employer("05/2010", "06/2010", 1), salary=None, coefficient=Decimal(3)), "MISSING_SALARY"),
        (state("05/2010", "06/2010", "0"), "MISSING_SALARY"),
    ],
)
def test_single_mistakes(period: Period, code: str) -> None:
    assert codes([period]) == [code]


def test_a_row_that_gives_no_time_needs_no_salary() -> None:
    unpaid = replace(employer("05/2010", "06/2010", 1), salary=None, exclusion=Exclusion.OWED)
    assert codes([unpaid]) == []
    assert (unpaid.counted, unpaid.months) == (False, 0)


def test_another_reason_has_to_be_noted() -> None:
    left_out = replace(employer("05/2010", "06/2010", 1), exclusion=Exclusion.OTHER)
    assert codes([left_out]) == ["NO_REASON"]
    assert codes([replace(left_out, note="chờ xác minh")]) == []


def test_months_that_are_not_counted_are_no_gap() -> None:
    owed = replace(employer("05/2010", "06/2010", 1), exclusion=Exclusion.OWED)
    around = [employer("01/2010", "04/2010", 1), owed, employer("07/2010", "12/2010", 1)]
    assert codes(around) == []
    assert total_months(around) == 10


def test_months_after_today_are_named() -> None:
    (finding,) = check([employer("05/2026", "01/2027", 1)], TODAY)
    assert finding.months == (month("12/2026"), month("01/2027"))


def test_nothing_is_computed_from_overlapping_periods() -> None:
    periods = (employer("01/2000", "06/2020", 1), employer("06/2020", "12/2025", 1))
    with pytest.raises(PeriodsInvalidError) as caught:
        pension(PensionCase("F", date(1969, 5, 1), month("06/2026"), periods), RULES)
    assert [finding.code for finding in caught.value.findings] == ["OVERLAP"]


def test_a_pension_does_not_start_before_the_last_month_paid() -> None:
    periods = (employer("01/2000", "06/2026", 1),)
    with pytest.raises(PeriodsInvalidError, match="06/2026"):
        pension(PensionCase("F", date(1969, 5, 1), month("06/2026"), periods), RULES)


@given(st.lists(st.tuples(months, st.integers(0, 40)), max_size=6))
def test_overlaps_and_gaps_agree_with_counting_month_by_month(spans: list[tuple[Month, int]]) -> None:
    periods = [Period(start, start + length, Regime.EMPLOYER, Decimal(1)) for start, length in spans]
    listed = [one for period in periods for one in each_month(period.start, period.end)]
    found = check(periods)
    assert any(finding.code == "OVERLAP" for finding in found) == (len(listed) > len(set(listed)))
    missing = {one for finding in found if finding.code == "GAP" for one in finding.months}
    assert missing == set(each_month(min(listed), max(listed))) - set(listed) if listed else not missing


def test_thousands_of_rows_are_checked_in_a_moment() -> None:
    """A column pasted twice must not hang the page: work grows with the findings, not with the square of the rows."""
    rows = [employer(str(month("01/1900") + step), str(month("01/1900") + step), 1) for step in range(10_000)]
    assert check(rows) == []
