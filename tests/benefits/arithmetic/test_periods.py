"""Are the mistakes in a list of periods found, and nothing computed from them?"""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations

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
FIRST = month("01/2000")
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


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 4)), max_size=6))
def test_the_same_pairs_are_found_as_by_trying_each(spans: list[tuple[int, int]]) -> None:
    """Six rows at most: then a sentence names all of the others, whether it is about a pair or about a row."""
    periods = [Period(FIRST + at, FIRST + at + length, Regime.EMPLOYER, Decimal(1)) for at, length in spans]
    wanted = {
        (one, other) for one, other in combinations(range(1, len(periods) + 1), 2)
        if max(spans[one - 1][0], spans[other - 1][0]) <= min(sum(spans[one - 1]), sum(spans[other - 1]))
    }  # fmt: skip
    found = [finding for finding in check(periods) if finding.code == "OVERLAP"]
    assert {pair for finding in found for pair in pairs(finding.message_vi)} == wanted
    assert len(found) <= len(periods)


def pairs(said: str) -> set[tuple[int, int]]:
    """`Dòng 1 và dòng 2 trùng nhau ...` or `Dòng 2 trùng tháng với 2 dòng khác: dòng 1, 3.`"""
    first, *others = map(int, re.findall(r"\d+", re.sub(r"trùng nhau.*|với \d+ dòng", "", said)))
    return {(min(first, other), max(first, other)) for other in others}


def test_rows_pasted_many_times_over_are_told_once_a_row() -> None:
    found = check([employer("01/1900", "12/2999", 1)] * 300)
    assert len(found) == 300 and sum(len(finding.months) for finding in found) <= 300 * 12
    assert found[1].message_vi == "Dòng 2 trùng tháng với 299 dòng khác: dòng 1, 3, 4, 5, 6 …"
    assert {finding.indices for finding in found} == {(index,) for index in range(300)}


def test_thousands_of_rows_are_checked_in_a_moment() -> None:
    """A column pasted twice must not hang the page: work grows with the findings, not with the square of the rows."""
    rows = [employer(str(month("01/1900") + step), str(month("01/1900") + step), 1) for step in range(10_000)]
    assert check(rows) == []
