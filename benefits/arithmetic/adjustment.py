"""What is a salary paid long ago worth at the time of the benefit, row by row of the contribution statement?

NĐ 158/2025 art 16: State salaries of those who joined before 2016 are coefficients of the base salary at the benefit
month; every other amount is multiplied by the coefficient of the year in which it was paid.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from benefits.arithmetic.months import Month, each_month
from benefits.arithmetic.periods import Period, Regime
from benefits.arithmetic.rules import Rule, Rules
from benefits.arithmetic.steps import NotComputableError

_OLDEST_YEAR = 1994  # years before 1995 share one coefficient, kept under this key
_TABLES = {Regime.STATE: "cpi", Regime.EMPLOYER: "cpi", Regime.VOLUNTARY: "cpi_voluntary"}


@dataclass(frozen=True)
class AdjustedRow:
    """Consecutive months with one salary and one coefficient. `monthly` is đồng; `index` points to the period."""

    index: int
    start: Month
    end: Month
    regime: Regime
    monthly: Decimal
    coefficient: Decimal
    rules: tuple[Rule, ...]

    @property
    def months(self) -> int:
        return self.end - self.start + 1

    @property
    def amount(self) -> Decimal:
        """Adjusted salary times months, exact."""
        return self.monthly * self.coefficient * self.months

    def last(self, months: int) -> "AdjustedRow":
        """The last `months` months of this row (the whole row when it is shorter)."""
        return replace(self, start=max(self.start, self.end - months + 1))


def adjusted_rows(
    periods: Sequence[Period], benefit: Month, rules: Rules, joined_state: Month | None = None
) -> tuple[AdjustedRow, ...]:
    """Counted months in order of time, each with its salary at the level of `benefit`.

    Raises RuleMissing for a year without coefficient, NotComputableError where a coefficient salary is absent.
    """
    by_base = _is_indexed_by_base(periods, rules, joined_state)
    counted = sorted((item for item in enumerate(periods) if item[1].counted), key=lambda item: item[1].start)
    return tuple(
        row
        for index, period in counted
        for row in (
            [_base_row(index, period, benefit, rules)]
            if by_base and period.regime is Regime.STATE
            else _cpi_rows(index, period, benefit.first_day, rules)
        )
    )


def total(rows: Sequence[AdjustedRow]) -> Fraction:
    """Sum of the adjusted amounts, exact, in đồng."""
    return sum((Fraction(row.amount) for row in rows), Fraction(0))


def rules_of(rows: Sequence[AdjustedRow]) -> tuple[Rule, ...]:
    """The rules behind the rows, each once."""
    return tuple(dict.fromkeys(rule for row in rows for rule in row.rules))


def _is_indexed_by_base(periods: Sequence[Period], rules: Rules, joined_state: Month | None) -> bool:
    starts = [period.start for period in periods if period.regime is Regime.STATE and period.counted]
    joined = joined_state or min(starts, default=None)
    return joined is not None and rules.value("state_indexation", "", joined.first_day) == 0


def _base_row(index: int, period: Period, benefit: Month, rules: Rules) -> AdjustedRow:
    if period.total_coefficient is None:
        raise NotComputableError(
            f"Dòng {index + 1}: tham gia khu vực Nhà nước trước 2016 nên cần hệ số lương, không phải mức tiền."
        )
    base = rules.find("base_salary", "", benefit.first_day)
    monthly = period.total_coefficient * base.value
    return AdjustedRow(index, period.start, period.end, period.regime, monthly, Decimal(1), (base,))


def _cpi_rows(index: int, period: Period, on: date, rules: Rules) -> Iterator[AdjustedRow]:
    """Rows split where the calendar year (its coefficient) or the monthly amount changes."""
    table = _TABLES[period.regime]
    valued = ((month, *_monthly(period, month, rules)) for month in each_month(period.start, period.end))
    for (year, monthly, base), group in groupby(valued, key=lambda item: (item[0].year, item[1], item[2])):
        months = [item[0] for item in group]
        rule = rules.find(table, str(max(year, _OLDEST_YEAR)), on)
        used = (rule,) if base is None else (rule, base)
        yield AdjustedRow(index, months[0], months[-1], period.regime, monthly, rule.value, used)


def _monthly(period: Period, month: Month, rules: Rules) -> tuple[Decimal, Rule | None]:
    """Đồng of one month; a coefficient salary is taken at the base salary of its own month."""
    if period.salary is not None:
        return period.salary, None
    if period.total_coefficient is None:
        raise NotComputableError(f"Kỳ {period.start} - {period.end}: thiếu tiền lương làm căn cứ đóng.")
    base = rules.find("base_salary", "", month.first_day)
    return period.total_coefficient * base.value, base
