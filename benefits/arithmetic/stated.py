"""What is paid where the arithmetic has no formula and an officer states the amount and its ground?"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from benefits.arithmetic.payments import Benefit, benefit, line
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.steps import Finding, NotComputableError


@dataclass(frozen=True)
class StatedCase:
    """`amount` in whole đồng, and on what `ground` it rests: an article, a calculation on paper."""

    amount: Decimal
    ground: str


def stated(case: StatedCase, rules: Rules) -> Benefit:
    """The amount as stated, for somebody to look at. Raises NotComputableError."""
    refuse_unfounded(case.amount, case.ground)
    found = Finding("STATED", "Số tiền do chuyên viên ấn định, phần mềm không tính lại được.")
    return benefit([line("Số tiền ấn định", case.ground, Fraction(case.amount), case.ground)], [found])


def refuse_unfounded(amount: Decimal, *said: str) -> None:
    """Raises NotComputableError for what is no amount in đồng, or about which nothing is `said`."""
    if amount <= 0 or amount % 1 or not all(text.strip() for text in said):
        raise NotComputableError("Số tiền ấn định phải là số đồng lớn hơn 0, kèm căn cứ.")
