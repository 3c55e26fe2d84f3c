"""What does a changed monthly amount come to, and what is owed for the months that were paid at the old one?"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from benefits.arithmetic.allowance import look
from benefits.arithmetic.months import Month
from benefits.arithmetic.payments import Benefit, Line, Per, benefit, line
from benefits.arithmetic.steps import Finding, NotComputableError, figure, step
from bhxh_archive.money import round_half_up

MONTHLY, ARREARS, RECOVERY = "Mức hưởng hằng tháng sau điều chỉnh", "Truy lĩnh", "Thu hồi"
ANOTHER, BEFORE, RECEIPT = "ANOTHER", "BEFORE", "RECEIPT"
"""Findings: the decision that is named pays somebody else; it grants another amount; who receives the money."""
_WHY = "Căn cứ điều chỉnh ghi trên quyết định"
_OF_ALL = " cho người này; số đã ghi là tổng của mọi thân nhân, mà mỗi người điều chỉnh bằng một quyết định riêng"


@dataclass(frozen=True)
class Earlier:
    """What the decision that is changed grants, as it went out: its first month, and đồng a month where known; `total`
    is that of all relatives together, where it pays several."""

    begins: Month | None = None
    monthly: Decimal | None = None
    total: Decimal | None = None


@dataclass(frozen=True)
class RevisionCase:
    """From `benefit` on `after` is paid in place of `before`, both đồng a month.

    `paid_until`: the last month that was paid at the old amount; None where none of the changed months was.
    `named`: the decision that is changed, as typed; `earlier`: what it grants, None where it is none of this system;
    `of_another`: the one with this number and day in the system does not pay the person. `receipt`: what is to be
    looked at of who receives the money, half a sentence.
    """

    benefit: Month
    before: Decimal
    after: Decimal
    paid_until: Month | None = None
    named: str = ""
    earlier: Earlier | None = None
    of_another: bool = False
    receipt: str = ""

    @property
    def months(self) -> int:
        """Months that were paid at the old amount though the new one was due."""
        return self.paid_until - self.benefit + 1 if self.paid_until else 0


@dataclass(frozen=True)
class Revision(Benefit):
    """The new amount and the arrears; `recovered`: đồng that were paid too much, which is no payment."""

    recovered: int


def revised(case: RevisionCase) -> Revision:
    """Raises NotComputableError where nothing changes, before the first month of the decision that is changed, or where
    the old amount ended before the month before the change."""
    difference = Fraction(case.after) - Fraction(case.before)
    if not difference:
        raise NotComputableError("Mức mới bằng mức đang hưởng: không có gì để điều chỉnh.")
    begins = case.earlier.begins if case.earlier else None
    if begins and case.benefit < begins:
        raise NotComputableError(
            f"Điều chỉnh từ {case.benefit}, mà quyết định đang hưởng bắt đầu từ {begins}: các tháng trước đó không có "
            "mức cũ để điều chỉnh. Tháng bắt đầu sai thì ra quyết định thay thế."
        )
    if case.months < 0:
        raise NotComputableError(
            f"Đã trả theo mức cũ đến tháng {case.paid_until}, trước cả tháng liền kề tháng điều chỉnh {case.benefit}: "
            "hãy xem lại hai tháng này."
        )
    owed = difference * case.months
    monthly = line(MONTHLY, f"{figure(case.before)} → {figure(case.after)}", Fraction(case.after), _WHY, per=Per.MONTH)
    lines = [monthly, *([_settled(ARREARS, case, owed)] if owed > 0 else [])]
    recovery = _settled(RECOVERY, case, -owed) if owed < 0 else None
    before = [step("Chênh lệch mỗi tháng", f"{figure(case.after)} - {figure(case.before)}", difference, "đồng", _WHY)]
    found = benefit(lines, _findings(case), before=before + ([recovery.step] if recovery else []))
    return Revision(**vars(found), recovered=round_half_up(recovery.exact) if recovery else 0)


def _findings(case: RevisionCase) -> Iterator[Finding]:
    """What is to be looked at of the decision that is named, and of who receives the money (RECEIPT)."""
    yield from _of_named(case)
    if case.receipt:
        yield look(RECEIPT, case.receipt)


def _of_named(case: RevisionCase) -> Iterator[Finding]:
    """UNKNOWN, ANOTHER, or that the decision that is changed grants another amount (BEFORE); none of it stops a
    decision: pensions rise by decrees, too, and what was decided before this system is on paper. All but UNKNOWN want
    a reason, for a wrong figure is paid month by month."""
    if case.of_another:
        said = f"quyết định «{case.named}» có trong hệ thống nhưng không trả cho người này, mức cũ vẫn được chi trả"
        yield look(ANOTHER, f"{said}: hãy xem lại số, ngày, số định danh và ngày sinh.")
        return
    if case.earlier is None:
        unseen = f"không thấy quyết định «{case.named}» của người này trong hệ thống, hãy đối chiếu với bản giấy."
        yield look("UNKNOWN", unseen if case.named else "chưa ghi số, ngày của quyết định đang hưởng.")
        return
    monthly = case.earlier.monthly
    if monthly is not None and case.before != monthly:
        said = f"mức đang hưởng ghi {figure(case.before)} đồng, quyết định đang hưởng ghi {figure(monthly)} đồng"
        yield look(BEFORE, f"{said}{_OF_ALL if case.before == case.earlier.total else ''}.")


def _settled(label: str, case: RevisionCase, exact: Fraction) -> Line:
    high, low = sorted((case.before, case.after), reverse=True)
    return line(label, f"({figure(high)} - {figure(low)}) × {case.months} tháng", exact, _WHY)
