"""How much is paid after a work accident or for an occupational disease (TNLĐ, BNN)?

Law 84/2015 arts 48-53: once from 5 to 30 % of lost capacity, each month from 31 % on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from benefits.arithmetic.months import Month
from benefits.arithmetic.payments import Benefit, Line, Per, benefit, line
from benefits.arithmetic.rules import Rule, Rules
from benefits.arithmetic.steps import Finding, NotComputableError, figure
from benefits.arithmetic.years import whole_years

_ONCE, _MONTHLY = "Điều 48 Luật 84/2015/QH13", "Điều 49 Luật 84/2015/QH13"


@dataclass(frozen=True)
class AccidentCase:
    """The benefit from `benefit` on.

    `loss_percent`: of working capacity, as the board assessed it. `salary`: đồng of the month before the accident.
    `months_paid` into the fund for accidents. `attended`: paralysed, blind, without two limbs or mentally ill.
    `died`: the accident killed the person; nothing else is paid then.
    """

    benefit: Month
    salary: Decimal
    months_paid: int
    loss_percent: int = 0
    attended: bool = False
    died: bool = False


def accident(case: AccidentCase, rules: Rules) -> Benefit:
    """Allowance for the loss and for the salary, attendance, or the grant after a death.

    Raises NotComputableError, RuleMissing.
    """
    if not 0 <= case.loss_percent <= 100:
        raise NotComputableError("Mức suy giảm khả năng lao động phải từ 0 đến 100%.")
    book = Numbers(case, rules)
    if case.died:
        return benefit([book.levels("death_levels", "Trợ cấp một lần khi chết do TNLĐ, BNN")], ())
    if case.loss_percent >= book.value("monthly_percent"):
        return benefit([*_monthly(case, book), *_attendance(case, book)], _unattended(case, book))
    return benefit(_once(case, book) if case.loss_percent >= book.value("least_percent") else [], _small(case, book))


@dataclass(frozen=True)
class Numbers:
    """The numbers of the law on the day of one case."""

    case: AccidentCase
    rules: Rules

    def find(self, key: str) -> Rule:
        return self.rules.find("work_accident", key, self.case.benefit.first_day)

    def value(self, key: str) -> Fraction:
        return Fraction(self.find(key).value)

    @property
    def level(self) -> Rule:
        return self.rules.find("reference_level", "", self.case.benefit.first_day)

    def levels(self, key: str, label_vi: str, per: Per = Per.ONCE) -> Line:
        """So many reference levels."""
        times, level = self.find(key), self.level
        formula = f"{figure(times.value)} × {figure(level.value)}"
        return line(
            label_vi, formula, Fraction(times.value) * Fraction(level.value), times.source, times, level, per=per
        )

    def stepped(self, key: str, steps: int) -> tuple[Fraction, str]:
        """A first share and one more for each further step, with its formula."""
        first, more = self.value(key), self.value(f"{key}_more")
        return first + steps * more, f"{figure(first)} + {steps} × {figure(more)}"

    def of(self, key: str) -> tuple[Rule, Rule]:
        return self.find(key), self.find(f"{key}_more")


def _further_years(case: AccidentCase) -> int:
    return max(whole_years(case.months_paid) - 1, 0)


def _once(case: AccidentCase, book: Numbers) -> list[Line]:
    by_loss, loss = book.stepped("once_levels", case.loss_percent - int(book.value("least_percent")))
    by_time, time = book.stepped("once_salaries", _further_years(case))
    level = book.level
    return [
        line("Trợ cấp một lần theo mức suy giảm", f"({loss}) × {figure(level.value)}", by_loss * Fraction(level.value),
             _ONCE, *book.of("once_levels"), level),
        line("Trợ cấp một lần theo số năm đóng", f"({time}) × {figure(case.salary)}", by_time * Fraction(case.salary),
             _ONCE, *book.of("once_salaries")),
    ]  # fmt: skip


def _monthly(case: AccidentCase, book: Numbers) -> list[Line]:
    by_loss, loss = book.stepped("monthly_level", case.loss_percent - int(book.value("monthly_percent")))
    by_time, time = book.stepped("monthly_salary", _further_years(case))
    level = book.level
    return [
        line("Trợ cấp hằng tháng theo mức suy giảm", f"({loss})% × {figure(level.value)}",
             by_loss / 100 * Fraction(level.value), _MONTHLY, *book.of("monthly_level"), level, per=Per.MONTH),
        line("Trợ cấp hằng tháng theo số năm đóng", f"({time})% × {figure(case.salary)}",
             by_time / 100 * Fraction(case.salary), _MONTHLY, *book.of("monthly_salary"), per=Per.MONTH),
    ]  # fmt: skip


def _attendance(case: AccidentCase, book: Numbers) -> Iterator[Line]:
    if case.attended and case.loss_percent >= book.value("attendance_percent"):
        yield book.levels("attendance_levels", "Trợ cấp phục vụ hằng tháng", Per.MONTH)


def _unattended(case: AccidentCase, book: Numbers) -> Iterator[Finding]:
    rule = book.find("attendance_percent")
    if case.attended and case.loss_percent < rule.value:
        message = f"Suy giảm {case.loss_percent}%, chưa đủ {figure(rule.value)}% để hưởng trợ cấp phục vụ."
        yield Finding("NO_ATTENDANCE", message, article=rule.source)


def _small(case: AccidentCase, book: Numbers) -> Iterator[Finding]:
    rule = book.find("least_percent")
    if case.loss_percent < rule.value:
        message = f"Suy giảm {case.loss_percent}%, chưa đủ {figure(rule.value)}% để hưởng trợ cấp."
        yield Finding("LOSS_SMALL", message, article=rule.source)
