"""How much is paid for a birth (thai sản), to the mother and to the father?

Law 41/2024 arts 50-59, 94-95; seven months for the second child by Population Law 113/2025.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from benefits.arithmetic.months import Month
from benefits.arithmetic.payments import Benefit, Line, benefit, line
from benefits.arithmetic.rules import Rule, RuleMissing, Rules
from benefits.arithmetic.steps import Finding, NotComputableError, figure


@dataclass(frozen=True)
class MaternityCase:
    """A birth on `born`, for the mother.

    `average`: đồng a month over the last six months paid before the leave. `children`: born at once. `second_child`:
    one child of hers lives when this one is born. `months_paid` of those of `window`; None where nobody counted them.
    """

    born: date
    average: Decimal
    children: int = 1
    second_child: bool = False
    months_paid: int | None = None


@dataclass(frozen=True)
class FatherCase:
    """`days` of leave of the father of a child that was born on `born`; `average` as of the mother."""

    born: date
    average: Decimal
    days: int


@dataclass(frozen=True)
class VoluntaryCase:
    """A birth on `born` of so many children, to who paid voluntarily: `months_paid` of the twelve months before it."""

    born: date
    children: int
    months_paid: int

    @property
    def benefit(self) -> Month:
        """The month whose rules apply."""
        return Month.of(self.born)


def window(born: date, *, paid_in_month: bool, rules: Rules) -> tuple[Month, Month]:
    """First and last of the twelve months before the birth: its own counts from the 15th on, where it was paid."""
    turn = int(rules.value("maternity", "counting_day", born))
    last = Month.of(born) if born.day >= turn and paid_in_month else Month.of(born) - 1
    return last - 11, last


def maternity(case: MaternityCase, rules: Rules) -> Benefit:
    """The mother's allowance and the grant for each child. Raises NotComputableError, RuleMissing."""
    if case.children < 1:
        raise NotComputableError("Số con sinh phải từ 1.")
    return benefit([_allowance(case, rules), _grant(case, rules)], _findings(case, rules))


def voluntary(case: VoluntaryCase, rules: Rules) -> Benefit:
    """A fixed amount for each child (arts 94-95). Raises NotComputableError, RuleMissing."""
    if case.children < 1:
        raise NotComputableError("Số con sinh phải từ 1.")
    amount = rules.find("maternity", "voluntary_amount", case.born)
    formula = f"{figure(amount.value)} × {case.children} con"
    paid = line(
        "Trợ cấp thai sản BHXH tự nguyện", formula, Fraction(amount.value) * case.children, amount.source, amount
    )
    return benefit([paid], _time_short(case.months_paid, rules.find("maternity", "voluntary_months", case.born)))


def father(case: FatherCase, rules: Rules) -> Benefit:
    """The father's allowance by working days. Raises NotComputableError, RuleMissing."""
    if case.days <= 0:
        raise NotComputableError("Số ngày nghỉ phải lớn hơn 0.")
    percent, month, most = (
        rules.find("maternity", key, case.born) for key in ("percent", "working_days", "father_days")
    )
    exact = Fraction(case.average) * Fraction(percent.value) / 100 / Fraction(month.value) * case.days
    formula = f"{figure(case.average)} × {figure(percent.value)}% / {figure(month.value)} × {case.days} ngày"
    paid = line("Trợ cấp lao động nam nghỉ khi vợ sinh con", formula, exact, percent.source, percent, month)
    return benefit([paid], _too_long(case.days, most))


def months_of(case: MaternityCase, rules: Rules) -> tuple[Fraction, list[str]]:
    """How many months the mother's leave lasts and is paid (art. 53), and the sources of that. Raises RuleMissing."""
    months, used = _length(case, rules)
    return months, [rule.source for rule in used]


def _length(case: MaternityCase, rules: Rules) -> tuple[Fraction, tuple[Rule, ...]]:
    months, twin = _months(case, rules), rules.find("maternity", "twin_months", case.born)
    length = Fraction(months.value) + (case.children - 1) * Fraction(twin.value)
    return length, (months, *((twin,) if case.children > 1 else ()))


def _allowance(case: MaternityCase, rules: Rules) -> Line:
    percent, (length, used) = rules.find("maternity", "percent", case.born), _length(case, rules)
    exact = Fraction(case.average) * Fraction(percent.value) / 100 * length
    formula = f"{figure(case.average)} × {figure(percent.value)}% × {figure(length)} tháng"
    return line("Trợ cấp thai sản khi sinh con", formula, exact, percent.source, percent, *used)


def _months(case: MaternityCase, rules: Rules) -> Rule:
    """Six months; seven for the second child since that is law."""
    if case.second_child:
        try:
            return rules.find("maternity", "second_child_months", case.born)
        except RuleMissing:
            pass  # born before: as every child
    return rules.find("maternity", "months", case.born)


def _grant(case: MaternityCase, rules: Rules) -> Line:
    levels, level = rules.find("maternity", "grant_levels", case.born), rules.find("reference_level", "", case.born)
    exact = Fraction(levels.value) * Fraction(level.value) * case.children
    formula = f"{figure(levels.value)} × {figure(level.value)} × {case.children} con"
    return line("Trợ cấp một lần khi sinh con", formula, exact, levels.source, levels, level)


def _findings(case: MaternityCase, rules: Rules) -> Iterator[Finding]:
    if case.months_paid is not None:
        yield from _time_short(case.months_paid, rules.find("maternity", "paid_months", case.born))


def _time_short(months: int, wanted: Rule) -> Iterator[Finding]:
    if months < wanted.value:
        message = f"Mới đóng {months} tháng trong 12 tháng trước khi sinh, chưa đủ {figure(wanted.value)} tháng."
        yield Finding("TIME_SHORT", message, article=wanted.source)


def _too_long(days: int, most: Rule) -> Iterator[Finding]:
    if days > most.value:
        message = f"Nghỉ {days} ngày, quá {figure(most.value)} ngày làm việc: xem lại số con và cách sinh."
        yield Finding("OVER_LIMIT", message, article=most.source)
