"""What is to be paid back once a decision holds no longer: what it and its adjustments paid, monthly and once?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from benefits.arithmetic.months import Month
from benefits.arithmetic.steps import DONG, Finding, Step, step
from bhxh_archive.money import dong

MID_MONTH: Final = "MID_MONTH"
"""Finding: the decision ends within a month that was paid; how much of that month is due nobody told."""
FALLEN, KEPT = "FALLEN", "KEPT"
"""Findings: what an adjustment claimed back falls with it; what was paid once stays owed."""
TOTAL: Final = "Số tiền phải hoàn trả"
SUMMED: Final = "Cộng các dòng trên"
"""Where the last line of the working comes from."""


class Paid(StrEnum):
    """Whether what is paid once was paid."""

    ALL = "all"
    PART = "part"
    NONE = "none"


@dataclass(frozen=True)
class Rate:
    """What is paid each month from `first` to `last` (None: open), in đồng, by which decision; `words`: its parts."""

    monthly: int
    first: Month
    last: Month | None
    source: str
    words: str = ""

    def months(self, since: Month | None, until: Month) -> tuple[Month, int]:
        """The first of its months between these two (both counted in), and how many there are."""
        first = max(self.first, since) if since else self.first
        return first, max((min(self.last, until) if self.last else until) - first + 1, 0)


@dataclass(frozen=True)
class Once:
    """What is paid once, in đồng, by which decision. With `first` and `last` it is the difference of just these months,
    the same for each, which an adjustment pays or, where too much was paid, claims `back`."""

    label: str
    amount: int
    source: str
    formula: str = ""
    first: Month | None = None
    last: Month | None = None
    back: bool = False

    def share(self, since: Month | None, whole: bool) -> int:
        """What of it falls: of a difference that of the months from `since` on, of any other sum all or nothing."""
        if self.first is None or self.last is None:
            return self.amount if whole else 0
        left = self.last - max(self.first, since or self.first) + 1
        return self.amount * max(left, 0) // (self.last - self.first + 1)


@dataclass(frozen=True)
class Drawn:
    """What one person draws by the decision and its adjustments, the rates in order of time; `name` is "" where it is
    made out to one person alone, or is a list: then `each` is everybody on it with the own đồng."""

    name: str = ""
    rates: tuple[Rate, ...] = ()
    sums: tuple[Once, ...] = ()
    id_number: str = ""
    insurance_number: str = ""
    each: tuple[tuple[Drawn, int], ...] = ()


@dataclass(frozen=True)
class RecoveryCase:
    """`since`: the first day of which the decision holds no longer, None: it never held. `paid_until`: the last month
    that was paid; `nothing`: nothing at all was. `collected`: đồng that were got back by adjustments already, None
    where nobody said."""

    drawn: tuple[Drawn, ...]
    since: date | None = None
    paid_until: Month | None = None
    nothing: bool = False
    once: Paid | None = None
    collected: int | None = None

    @property
    def first(self) -> Month | None:
        """The first month of which all is claimed back, None: all months are."""
        if self.since is None:
            return None
        return Month.of(self.since) + int(self.since.day > 1)

    @property
    def whole(self) -> bool:
        """Whether no month of it stays owed, so that what was paid once falls, too."""
        begins = [rate.first for one in self.drawn for rate in one.rates]
        return self.since is None or not begins or Month.of(self.since) <= min(begins)

    @property
    def sums(self) -> list[tuple[Drawn, Once, int]]:
        """What was to be paid or claimed back once, of whom, and how much of it falls."""
        return [(one, paid, paid.share(self.first, self.whole)) for one in self.drawn for paid in one.sums]

    @property
    def fallen(self) -> int:
        """What adjustments claimed back of the months that fall."""
        return sum(share for _, paid, share in self.sums if paid.back)


@dataclass(frozen=True)
class Recovery:
    """The đồng to be paid back with their working, and of each person in the order of the case (`shares`, empty where
    they can't be told apart)."""

    amount: int
    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()
    shares: tuple[int, ...] = ()


def unsaid(case: RecoveryCase) -> Iterator[str]:
    """What must be told before anything can be proposed, a sentence each."""
    if case.nothing and (case.paid_until or case.once in (Paid.ALL, Paid.PART) or case.collected):
        yield "Đã ghi chưa chi trả khoản nào mà lại ghi đã trả, đã thu: hãy xem lại."
        return
    yield from _unsaid_months(case)
    if any(share and not paid.back for _, paid, share in case.sums) and not (case.once or case.nothing):
        yield "Chưa ghi khoản trả một lần đã trả hay chưa."
    if case.fallen and case.collected is None and not case.nothing:
        yield (f"Chưa ghi đã thu được bao nhiêu trong {dong(case.fallen)} đồng mà quyết định điều chỉnh ghi thu hồi "
               "(chưa thu: ghi 0).")  # fmt: skip
    if (case.collected or 0) > case.fallen:
        yield f"Đã thu theo quyết định điều chỉnh nhiều hơn số quyết định đó ghi thu hồi ({dong(case.fallen)} đồng)."


def _unsaid_months(case: RecoveryCase) -> Iterator[str]:
    rates = [rate for one in case.drawn for rate in one.rates]
    if rates and not (case.paid_until or case.nothing):
        yield "Chưa ghi đã trả hằng tháng đến tháng nào (MM/YYYY)."
        return
    for _, paid, _ in case.sums:
        if paid.last and (case.nothing or (case.paid_until and case.paid_until < paid.last)):
            yield (f"{paid.source} ghi đã trả theo mức cũ đến tháng {paid.last}, muộn hơn tháng đã trả ghi ở đây: hãy "
                   "xem lại.")  # fmt: skip


def recovered(case: RecoveryCase) -> Recovery:
    """What was paid of the months that fall, and once with them, less what was got back already; what `unsaid` asks
    is told, and no sum paid once was paid in part."""
    lines = [list(_lines(one, case)) for one in case.drawn]
    collected = -(case.collected or 0)
    shares = [sum(int(line.value) for line in found) for found in lines]
    steps = [line for found in lines for line in found]
    if collected:
        sources = "; ".join(dict.fromkeys(paid.source for _, paid, _ in case.sums if paid.back))
        steps.append(step("Trừ số đã thu lại theo quyết định điều chỉnh", "đã thu", collected, DONG, sources))
    amount = sum(shares) + collected
    if len(shares) == 1:
        shares = [amount]
    return Recovery(amount, (*steps, *_total(steps, amount)), tuple(_findings(case)),
                    tuple(shares) if len(shares) == 1 or not collected else ())  # fmt: skip


def _lines(one: Drawn, case: RecoveryCase) -> Iterator[Step]:
    whose = f"{one.name}: " if one.name else ""
    for rate in one.rates if case.paid_until else ():
        first, months = rate.months(case.first, case.paid_until)  # type: ignore[arg-type]  # tested in the line above
        if months:
            formula = f"{rate.words or dong(rate.monthly)} × {months} tháng"
            yield step(f"{whose}Đã trả {span(first, first + months - 1)}", formula, rate.monthly * months, DONG,
                       rate.source)  # fmt: skip
    for paid in one.sums if case.once == Paid.ALL else ():
        if (share := paid.share(case.first, case.whole)) and not paid.back:
            yield step(f"{whose}Đã trả một lần: {paid.label}", _of(paid, share), share, DONG, paid.source)


def _of(paid: Once, share: int) -> str:
    """How a sum came about, or which part of it falls."""
    if share == paid.amount or paid.first is None or paid.last is None:
        return paid.formula or dong(paid.amount)
    months = paid.last - paid.first + 1
    return f"{dong(paid.amount)} : {months} × {share * months // paid.amount} tháng"


def _total(steps: list[Step], amount: int) -> Iterator[Step]:
    """The sum of more lines than one."""
    if len(steps) > 1:
        terms = " + ".join(dong(int(line.value)) for line in steps).replace("+ -", "- ")
        yield step(TOTAL, terms, amount, DONG, SUMMED)


def _findings(case: RecoveryCase) -> Iterator[Finding]:
    if case.since and case.since.day > 1 and case.paid_until and case.paid_until >= (cut := Month.of(case.since)):
        yield Finding(MID_MONTH, f"Thu hồi từ giữa tháng {cut}: phần đã trả của tháng này chưa tính vào số đề xuất, "
                                 "cần xác nhận.")  # fmt: skip
    for _, paid, share in case.sums:
        if paid.back:
            yield Finding(FALLEN, _fallen(paid, share))
        elif paid.first is None and not share:
            yield Finding(KEPT, f"{paid.label} {dong(paid.amount)} đồng theo {paid.source} không tính vào số đề xuất: "
                                "các tháng trước ngày thu hồi vẫn được hưởng, cần xác nhận.")  # fmt: skip


def _fallen(paid: Once, share: int) -> str:
    """What an adjustment claimed back: no month of it is claimed back twice."""
    assert paid.first and paid.last, "only a difference is claimed back"
    said = f"{paid.source} đã ghi thu hồi {dong(paid.amount)} đồng của {span(paid.first, paid.last)}"
    kept = paid.amount - share
    if not share:
        return f"{said}: các tháng này trước ngày thu hồi, vẫn thu theo quyết định đó, không tính ở đây."
    rest = f"; còn {dong(kept)} đồng vẫn thu theo quyết định đó" if kept else ""
    return (f"{said}; {dong(share)} đồng hết hiệu lực cùng văn bản bị thu hồi và đã nằm trong mức đã trả tính ở đây, "
            f"không thu hai lần{rest}.")  # fmt: skip


def span(first: Month, last: Month) -> str:
    """`tháng 06/2026`, `các tháng 06/2026 - 09/2026`."""
    return f"tháng {first}" if first == last else f"các tháng {first} - {last}"
