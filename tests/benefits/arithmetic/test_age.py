"""Does the roadmap of retirement ages give the months that the decree's table gives?"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benefits.arithmetic import RuleMissing, Rules, known_birth, retirement_month
from benefits.arithmetic.age import Sex
from tests.benefits.arithmetic.builders import RULES, SEXES, month


@pytest.mark.parametrize(
    ("sex", "born", "reached"),
    [
        ("M", (1964, 1), "04/2025"),
        ("M", (1964, 9), "12/2025"),
        ("M", (1964, 10), "04/2026"),
        ("M", (1965, 6), "12/2026"),
        ("M", (1965, 7), "04/2027"),
        ("M", (1966, 3), "12/2027"),
        ("M", (1966, 4), "04/2028"),
        ("M", (1980, 5), "05/2042"),
        ("F", (1968, 9), "05/2025"),
        ("F", (1969, 4), "12/2025"),
        ("F", (1969, 5), "05/2026"),
        ("F", (1969, 12), "12/2026"),
        ("F", (1970, 1), "05/2027"),
        ("F", (1970, 9), "05/2028"),
        ("F", (1971, 5), "05/2029"),
        ("F", (1971, 12), "12/2029"),
        ("F", (1990, 1), "01/2050"),
        ("M", (1955, 3), "03/2015"),
    ],
)
def test_roadmap(sex: Sex, born: tuple[int, int], reached: str) -> None:
    assert retirement_month(date(*born, 15), sex, RULES)[0] == month(reached)


@given(st.dates(date(1955, 1, 1), date(2008, 12, 31)), SEXES, st.sampled_from([0, 60, 120]))
def test_the_age_reached_is_the_age_of_its_year(birth: date, sex: Sex, lowered: int) -> None:
    reached, rule = retirement_month(birth, sex, RULES, lowered)
    assert rule.holds_on(reached.first_day)
    assert reached - month(f"{birth.month}/{birth.year}") == rule.value - lowered


@given(st.dates(date(1955, 1, 1), date(2008, 11, 30)), SEXES)
def test_the_younger_never_retire_earlier(birth: date, sex: Sex) -> None:
    later = date(birth.year + birth.month // 12, birth.month % 12 + 1, 1)
    assert retirement_month(birth, sex, RULES)[0] < retirement_month(later, sex, RULES)[0]


def test_missing_day_or_month_is_the_first() -> None:
    assert known_birth(1966, 7) == date(1966, 7, 1)
    assert known_birth(1966, 7, 9) == date(1966, 7, 9)
    with pytest.raises(ValueError, match="no such day"):
        known_birth(1966, 2, 30)


def test_a_roadmap_with_a_hole_is_refused() -> None:
    with pytest.raises(RuleMissing, match="retirement_age"):
        retirement_month(date(1966, 1, 1), "M", Rules([]))
