"""Which salaries of a contribution history can hardly be what was paid on: zeros too few, or too many?"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from benefits.arithmetic.list_lines import over_ceiling
from benefits.arithmetic.months import Month
from benefits.arithmetic.overlaps import first_months
from benefits.arithmetic.periods import COMPULSORY, Period
from benefits.arithmetic.rules import RuleMissing, Rules
from benefits.arithmetic.steps import Finding
from bhxh_archive.money import dong

HIGH, LOW = "SALARY_HIGH", "SALARY_LOW"
DOUBTED: Final = (HIGH, LOW)
FIRST_CEILING: Final = Month(2018, 7)
"""The first month of the ceilings that are known: they only rose, so what is over that one was over every earlier."""
SURE: Final = 1_000_000
"""đồng: no office holds less than this against the smallest salary of all, so that need not be looked up."""


def wants_smallest(periods: Sequence[Period]) -> bool:
    """Whether `smallest` matters to `doubtful` for these periods."""
    return any(period.counted and period.salary is not None and period.salary < SURE for period in periods)


def doubtful(
    periods: Sequence[Period], rules: Rules, smallest: int, numbers: Sequence[int] | None = None
) -> list[Finding]:
    """SALARY_HIGH: over the ceiling of the month; SALARY_LOW: under the base salary of the month, or `smallest` đồng
    where none is known or the person chose the income. `numbers` as in `periods.check`."""
    told = numbers or range(1, len(periods) + 1)
    return [finding for index, period in enumerate(periods) if period.counted and period.salary is not None
            for finding in _of(index, told[index], period, period.salary, rules, smallest)]  # fmt: skip


def _of(
    index: int, number: int, period: Period, salary: Decimal, rules: Rules, smallest: int
) -> Iterator[Finding]:  # fmt: skip
    if period.end < period.start or salary <= 0:
        return

    def high(month: Month) -> str:
        return _too_high(salary, month, rules)

    def low(month: Month) -> str:
        return _too_low(salary, month, rules, smallest, period.regime in COMPULSORY)

    # Levels never fall: a salary is over the ceiling first of all in the first month, under the least in the last one.
    for code, at, says in ((HIGH, period.start, high), (LOW, period.end, low)):
        if said := says(at):
            first, last = _span(period, says, from_start=code == HIGH)
            span = f"tháng {first}" if first == last else f"các tháng {first} - {last}"
            yield Finding(code, f"Dòng {number}, {span}: {said}", (index,), first_months(first, last))


def _span(period: Period, says: Callable[[Month], str], *, from_start: bool) -> tuple[Month, Month]:
    """The months at one end of the period of which it is said, found by halving: a period may be of centuries."""
    length = period.end - period.start + 1
    told = bisect_left(range(length), True, key=lambda step: bool(says(period.start + step)) != from_start)
    return (period.start, period.start + (told - 1)) if from_start else (period.start + told, period.end)


def _too_high(salary: Decimal, month: Month, rules: Rules) -> str:
    try:
        return " ".join(over_ceiling(salary, max(month, FIRST_CEILING), rules))
    except RuleMissing:
        return ""


def _too_low(salary: Decimal, month: Month, rules: Rules, smallest: int, compulsory: bool) -> str:
    amount = f"Tiền lương {dong(int(salary))} đồng thấp hơn"
    try:
        least = rules.value("base_salary", "", month.first_day) if compulsory else None
    except RuleMissing:
        least = None
    if least is None:
        said = f"{amount} mọi mức lương đã có, từ {dong(smallest)} đồng (cần xác nhận)"
        return f"{said}: xem lại số đã ghi, có thể thiếu số 0." if salary < smallest else ""
    said = f"{amount} mức lương cơ sở {dong(int(least))} đồng"
    return f"{said}: xem lại số đã ghi, có thể thiếu số 0." if salary < least else ""
