"""Is the officer warned when a benefit is not due, with the article?"""

from dataclasses import replace
from datetime import date

import pytest

from benefits.arithmetic import (
    LumpSumCase,
    LumpSumGround,
    PensionCase,
    PensionGround,
    lump_sum_findings,
    pension,
    pension_findings,
)
from tests.benefits.arithmetic.builders import RULES, employer, lasting, month, voluntary

JUNE = month("06/2026")
WOMAN = PensionCase("F", date(1969, 5, 10), JUNE, (lasting(200, "05/2026"),))


def codes(case: PensionCase) -> list[str]:
    return [finding.code for finding in pension_findings(case, RULES)]


def lump_codes(case: LumpSumCase) -> list[str]:
    return [finding.code for finding in lump_sum_findings(case, RULES)]


def test_a_sound_case_has_no_findings() -> None:
    assert codes(WOMAN) == []


def test_odd_months_are_not_rounded_for_eligibility() -> None:
    case = replace(WOMAN, periods=(lasting(179, "05/2026"),))
    assert codes(case) == ["TIME_SHORT"]
    result = pension(case, RULES)
    assert result.years == 15
    assert result.findings[0].article == "Luật 41/2024/QH15 Điều 64"
    assert codes(replace(WOMAN, periods=(lasting(180, "05/2026"),))) == []


def test_twenty_years_were_asked_before_july_2025() -> None:
    before = replace(WOMAN, birth=date(1968, 1, 1), benefit=month("06/2025"), periods=(lasting(200, "05/2025"),))
    assert codes(before) == ["TIME_SHORT"]


@pytest.mark.parametrize(("benefit", "expected"), [("05/2026", ["AGE_NOT_REACHED"]), ("06/2026", [])])
def test_the_pension_runs_from_the_month_after_the_age(benefit: str, expected: list[str]) -> None:
    assert codes(replace(WOMAN, benefit=month(benefit), periods=(lasting(200, "04/2026"),))) == expected


def test_heavy_work_opens_the_door_five_years_earlier_when_it_lasted_fifteen() -> None:
    young = replace(WOMAN, birth=date(1974, 5, 10), ground=PensionGround.HARD_WORK)
    assert codes(young) == ["HARD_WORK_SHORT"]
    assert codes(replace(young, hard_work_months=180)) == []


def test_reduced_pensions_need_twenty_years() -> None:
    case = replace(WOMAN, birth=date(1973, 1, 1), ground=PensionGround.REDUCED_61)
    assert codes(case) == ["TIME_SHORT"]
    assert codes(replace(case, periods=(lasting(240, "05/2026"),))) == []


def test_voluntary_time_is_pointed_out() -> None:
    periods = (employer("01/2010", "12/2015", 5_000_000), voluntary("01/2016", "05/2026", 2_000_000))
    assert codes(replace(WOMAN, periods=periods)) == ["COMPULSORY_TIME_SHORT"]


@pytest.mark.parametrize(("last", "expected"), [("06/2025", []), ("07/2025", ["STILL_INSURED"])])
def test_twelve_months_out_are_counted_to_the_month_before_receipt(last: str, expected: list[str]) -> None:
    assert lump_codes(LumpSumCase(month("07/2026"), (employer("01/2020", last, 5_000_000),))) == expected


def test_only_old_time_under_twenty_years_may_be_paid_out_after_a_year() -> None:
    new = LumpSumCase(month("12/2027"), (employer("07/2025", "06/2026", 5_000_000),))
    assert lump_codes(new) == ["NO_OLD_TIME"]
    long = LumpSumCase(month("12/2026"), (lasting(240, "06/2025"),))
    assert lump_codes(long) == ["TIME_LONG"]


def test_the_age_ground_looks_at_age_and_years() -> None:
    case = LumpSumCase(JUNE, (lasting(60, "05/2025"),), LumpSumGround.AGE_WITHOUT_YEARS)
    assert lump_codes(case) == ["AGE_UNKNOWN"]
    assert lump_codes(replace(case, sex="F", birth=date(1969, 5, 1))) == []
    assert lump_codes(replace(case, sex="F", birth=date(1969, 7, 1))) == ["AGE_NOT_REACHED"]
    assert lump_codes(replace(case, sex="F", birth=date(1960, 7, 1), periods=(lasting(180, "05/2025"),))) == [
        "TIME_LONG"
    ]


def test_other_grounds_ask_nothing_of_the_periods() -> None:
    assert lump_codes(LumpSumCase(JUNE, (lasting(300, "05/2026"),), LumpSumGround.SETTLE_ABROAD)) == []
