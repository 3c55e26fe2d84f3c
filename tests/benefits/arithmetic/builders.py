"""Short ways to write periods in tests, and the rules that are shipped."""

from decimal import Decimal
from pathlib import Path

from hypothesis import strategies as st

from benefits.arithmetic import Month, Period, Regime, load_rules
from benefits.arithmetic.age import Sex

SEXES: st.SearchStrategy[Sex] = st.sampled_from(["M", "F"])
RULES = load_rules(Path(__file__).parents[3] / "fixtures" / "rules")


def month(text: str) -> Month:
    return Month.parse(text)


def employer(start: str, end: str, salary: int) -> Period:
    return Period(month(start), month(end), Regime.EMPLOYER, salary=Decimal(salary))


def voluntary(start: str, end: str, salary: int) -> Period:
    return Period(month(start), month(end), Regime.VOLUNTARY, salary=Decimal(salary))


def state(start: str, end: str, coefficient: str, allowances: str = "0") -> Period:
    return Period(
        month(start), month(end), Regime.STATE, coefficient=Decimal(coefficient), allowances=Decimal(allowances)
    )


def lasting(months: int, until: str, salary: int = 5_000_000) -> Period:
    """An employer's period of that many months ending in `until`."""
    return employer(str(month(until) - (months - 1)), until, salary)
