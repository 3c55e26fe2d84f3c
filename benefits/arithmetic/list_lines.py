"""Is a computed line of an employer's list clean, to be looked at, or not ready to be decided?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from benefits.arithmetic.months import Month
from benefits.arithmetic.payments import Benefit
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.steps import figure
from bhxh_archive.money import dong

_CAPPED: Final = ("SICKNESS", "CONVALESCENCE")
"""Benefits that are paid for no more days than the year allows: a list with more days than were paid for would lie."""


class Verdict(StrEnum):
    """`INCOMPLETE` can only be refused, `LOOK` is settled one by one, `CLEAN` together with its like."""

    INCOMPLETE = "incomplete"
    LOOK = "look"
    CLEAN = "clean"


@dataclass(frozen=True)
class Asked:
    """What the employer's line says: `days` and `amount` (đồng) where it names any, `lacks_papers` where the catalogue
    asks for one and none is there, `remarks` as reception was told them (days that overlap, odd cells)."""

    days: Fraction | None = None
    amount: int | None = None
    lacks_papers: bool = False
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judged:
    """The verdict and why it is no better, a sentence each."""

    verdict: Verdict
    said: tuple[str, ...] = ()


def over_ceiling(salary: Decimal, month: Month, rules: Rules) -> tuple[str, ...]:
    """The sentence about a salary (đồng) that nobody can have paid on in `month`. Raises RuleMissing."""
    level, times = (rules.find(table, "", month.first_day) for table in ("reference_level", "salary_ceiling"))
    most = level.value * times.value
    if salary <= most:
        return ()
    said = f"Tiền lương {dong(int(salary))} đồng cao hơn {figure(times.value)} lần mức tham chiếu"
    unsure = "" if times.confirmed else " (mức trần cần xác nhận)"
    return (f"{said}, {dong(int(most))} đồng: xem lại số đã ghi{unsure}.",)


def judge(
    kind: str, found: Benefit | None, problems: Sequence[str], asked: Asked, granted: Fraction | None = None
) -> Judged:
    """How a line stands, computed or not; `granted` are the days that the officer grants."""
    if found is None or problems:
        return Judged(Verdict.INCOMPLETE, tuple(problems))
    if kind in _CAPPED and (over := [one.message_vi for one in found.findings if one.code == "OVER_LIMIT"]):
        return Judged(Verdict.INCOMPLETE, tuple(f"{text} Ghi số ngày được hưởng trong giới hạn." for text in over))
    said = tuple(_said(found, asked, granted))
    return Judged(Verdict.LOOK if said else Verdict.CLEAN, said)


def _said(found: Benefit, asked: Asked, granted: Fraction | None) -> Iterator[str]:
    if found.tentative:
        yield "Kết quả còn TẠM TÍNH."
    yield from (one.message_vi for one in found.findings)
    if asked.days is not None and granted is not None and asked.days != granted:
        yield f"Đơn vị đề nghị {figure(asked.days)} ngày, tính {figure(granted)} ngày."
    if asked.amount is not None and asked.amount != found.once:
        yield f"Đơn vị đề nghị {dong(asked.amount)} đồng, tính ra {dong(found.once)} đồng."
    if asked.lacks_papers:
        yield "Chưa có giấy tờ của dòng này."
    yield from asked.remarks
