"""What does a benefit come to that rests on one salary or level, not on a whole history?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from benefits.arithmetic.rules import Rule
from benefits.arithmetic.steps import DONG, Finding, Step, is_tentative, rule_warnings, step
from bhxh_archive.money import round_half_up

ROUNDING = "Cần xác nhận: cách làm tròn (giữ đủ số lẻ, làm tròn đến đồng ở kết quả cuối)."


class Per(StrEnum):
    """How often a payment is made."""

    ONCE = "ONCE"
    MONTH = "MONTH"


@dataclass(frozen=True)
class Payment:
    """One amount in whole đồng that is paid, once or each month."""

    label_vi: str
    amount: int
    per: Per = Per.ONCE


@dataclass(frozen=True)
class Benefit:
    """The payments with their working; `warnings` and `tentative` as in `PensionResult`."""

    payments: tuple[Payment, ...]
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]
    warnings: tuple[str, ...]
    tentative: bool

    @property
    def once(self) -> int:
        """All that is paid once, in đồng."""
        return sum(payment.amount for payment in self.payments if payment.per is Per.ONCE)

    @property
    def monthly(self) -> int:
        """All that is paid each month, in đồng."""
        return sum(payment.amount for payment in self.payments if payment.per is Per.MONTH)


@dataclass(frozen=True)
class Line:
    """A payment before it is rounded, with the step that says where it comes from."""

    exact: Fraction
    step: Step
    per: Per = Per.ONCE

    @property
    def payment(self) -> Payment:
        return Payment(self.step.label_vi, round_half_up(self.exact), self.per)


def line(label_vi: str, formula_vi: str, exact: Fraction, article: str, *rules: Rule, per: Per = Per.ONCE) -> Line:
    """A payment of `exact` đồng and its step in one."""
    return Line(exact, step(label_vi, formula_vi, exact, DONG, article, *rules), per)


def benefit(
    lines: Sequence[Line], findings: Iterable[Finding], *, before: Sequence[Step] = (), warnings: Iterable[str] = ()
) -> Benefit:
    """The lines as a benefit, each rounded once; `before` are the steps that lead to them."""
    steps = (*before, *(row.step for row in lines))
    said = (*rule_warnings(steps), ROUNDING, *warnings)
    return Benefit(tuple(row.payment for row in lines), steps, tuple(findings), said, is_tentative(steps))
