"""When does a person reach the retirement age?"""

from calendar import monthrange
from datetime import date
from typing import Literal

from benefits.arithmetic.months import Month
from benefits.arithmetic.rules import Rule, Rules

Sex = Literal["M", "F"]
# The search for the year starts no later than anybody can reach the age, nor before the table.
_YOUNGEST = 40
_FIRST_TABLE_YEAR = 1995


def known_birth(year: int, month: int | None = None, day: int | None = None) -> date:
    """Birth date used when the papers lack its day or month: the first of them (NĐ 158/2025 art 12.2).

    Raises ValueError for a day that does not exist.
    """
    if month is None:
        return date(year, 1, 1)
    if day is not None and not 1 <= day <= monthrange(year, month)[1]:
        raise ValueError(f"no such day: {day}/{month}/{year}")
    return date(year, month, day or 1)


def retirement_month(birth: date, sex: Sex, rules: Rules, lowered_months: int = 0) -> tuple[Month, Rule]:
    """The month in which the retirement age is reached, and the rule of that year.

    `lowered_months`: 60 after 15 years of heavy work or in hard areas, 120 after 15 years in coal pits
    (Labour Code art 169; Law 41/2024 art 64). Raises RuleMissing when the table lacks a year.
    """
    born = Month.of(birth)
    year = max(born.year + _YOUNGEST, _FIRST_TABLE_YEAR)
    while True:
        rule = rules.find("retirement_age", sex, date(year, 1, 1))
        reached = born + (int(rule.value) - lowered_months)
        if reached.year <= year:
            return reached, rule
        year += 1


def pension_start(birth: date, sex: Sex, rules: Rules, lowered_months: int = 0) -> Month:
    """First month of the pension: the one after the age is reached (Circular 12/2025/TT-BNV)."""
    return retirement_month(birth, sex, rules, lowered_months)[0] + 1
