"""What do relatives receive of a monthly allowance whose receiver died before its months were over?

An officer states the amount (Law 41/2024 art 23, NĐ 158/2025 art 25); the funeral allowance is that of every death.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from benefits.arithmetic.allowance import BY_HAND, below_level, look, refuse_impossible
from benefits.arithmetic.eligibility import LAW_2024
from benefits.arithmetic.months import Month
from benefits.arithmetic.payments import Benefit, Line, benefit, line
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.stated import refuse_unfounded
from benefits.arithmetic.steps import Finding, NotComputableError, figure
from benefits.arithmetic.survivors import funeral
from benefits.arithmetic.survivors.cases import DeathCase, Standing

ARTICLE: Final = "Điều 23 Luật 41/2024/QH15; Điều 25 NĐ 158/2025/NĐ-CP"
LABEL: Final = "Trợ cấp một lần cho những tháng chưa nhận"
UNSURE: Final = "Cần xác nhận: thân nhân hưởng trợ cấp của những tháng chưa nhận thế nào (Điều 25 NĐ 158/2025/NĐ-CP)."
STATED: Final = "mức ấn định"


@dataclass(frozen=True)
class UnpaidCase:
    """`amount` đồng in all, as `method` came to it on the legal `ground`; shared by so many `relatives`.

    `monthly` and `months`: the allowance and its months that were not received, to hold the amount against.
    `funeral`: as of a `DeathCase`; `funeral_amount`: stated in place of the law's; `compulsory_months`, `all_months`:
    what the dead had paid.
    """

    death: Month
    amount: Decimal
    ground: str
    method: str
    relatives: int = 1
    monthly: Decimal | None = None
    months: int | None = None
    funeral: bool | None = None
    funeral_amount: Decimal | None = None
    compulsory_months: int | None = None
    all_months: int | None = None

    @property
    def benefit(self) -> Month:
        """The month whose rules apply: that of the death."""
        return self.death


@dataclass(frozen=True)
class Unpaid(Benefit):
    """The amounts as stated, with their case."""

    case: UnpaidCase


def unpaid(case: UnpaidCase, rules: Rules) -> Unpaid:
    """Raises NotComputableError, or RuleMissing when a number of the law is not there."""
    if case.death < LAW_2024:
        raise NotComputableError(f"Trợ cấp hằng tháng này chỉ có từ tháng {LAW_2024}: hãy xem lại ngày chết.")
    refuse_unfounded(case.amount, case.ground, case.method)
    if case.monthly is not None:
        refuse_impossible(case.monthly, case.death, rules)
    left = line(LABEL, case.method, Fraction(case.amount), case.ground)
    found = list(_findings(case, rules))
    lacks = any(finding.code == funeral.LACKING for finding in found)
    burial = [_burial(case, rules)] if case.funeral or (case.funeral is None and not lacks) else []
    return Unpaid(**vars(benefit([left, *burial], found, warnings=[UNSURE])), case=case)


def _burial(case: UnpaidCase, rules: Rules) -> Line:
    """By law unless an amount was stated."""
    if case.funeral_amount is None:
        return _by_law(case, rules)
    refuse_unfounded(case.funeral_amount, case.ground)
    return line(funeral.LABEL, STATED, Fraction(case.funeral_amount), case.ground)


def _by_law(case: UnpaidCase, rules: Rules) -> Line:
    return funeral.allowance(DeathCase(case.death, Standing.INSURED), rules)


def _findings(case: UnpaidCase, rules: Rules) -> Iterator[Finding]:
    """STATED, and what speaks against amounts or time; none of it stops a decision."""
    yield look("STATED", BY_HAND, ARTICLE)
    if case.monthly is None or case.months is None:
        yield look("NOT_COMPARED", "chưa ghi mức đang hưởng và số tháng chưa nhận nên không đối chiếu được số tiền.")
    if case.monthly is not None:
        yield from below_level(case.monthly, case.death, rules)
    if case.funeral is not False:
        yield from _of_the_funeral(case, rules)


def _of_the_funeral(case: UnpaidCase, rules: Rules) -> Iterator[Finding]:
    lawful = _by_law(case, rules)
    if case.funeral_amount is not None and case.funeral_amount != lawful.exact:
        message = (f"trợ cấp mai táng ghi {figure(case.funeral_amount)} đồng, theo quy định là "
                   f"{lawful.step.formula_vi} = {figure(lawful.exact)} đồng.")  # fmt: skip
        yield look("FUNERAL_DIFFERS", message, lawful.step.article)
    compulsory, paid = case.compulsory_months, case.all_months
    if compulsory is None and paid is None:
        message = "chưa ghi thời gian đóng của người chết nên không đối chiếu được điều kiện hưởng trợ cấp mai táng."
        yield look("NO_TIME", message, lawful.step.article)
        return
    yield from funeral.time_short(compulsory or 0, max(paid or 0, compulsory or 0), case.death, rules)
