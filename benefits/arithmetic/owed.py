"""Which months and sums of a decision are still owed after other decisions changed it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from benefits.arithmetic.months import Month

TO_LOOK_AT: Final = "Cần xem"
"""How a note on a line begins that somebody has to look at before it is paid."""
UNCLEAR: Final = "điều chỉnh không rõ của thân nhân nào"
"""What is said of an adjustment of one of several monthly amounts when it can't be told which."""


@dataclass(frozen=True)
class Undone:
    """What ended the decision that changed another: from the day `since` on, None for one that never held at all;
    `replaced`: a third one stands in its place."""

    since: date | None = None
    replaced: bool = False


@dataclass(frozen=True)
class Change:
    """What another decision did from the day `since` on: it `adjusts` the monthly amount, or ends the whole decision.

    `since` None: the decision counts as if it had never held. `assumed`: the day stands in no decision, it is the one
    from which the replacing decision pays. `undone`: how the other decision was ended in its turn. `paid`: the last
    month that was paid at the amount before an adjustment, which settles the difference once. `unclear`: of several
    who are paid each month nobody can say whose amount it adjusts, so that it takes nothing from any of them.
    """

    adjusts: bool
    since: date | None = None
    assumed: bool = False
    undone: Undone | None = None
    paid: Month | None = None
    unclear: bool = False

    @property
    def last(self) -> Month | None:
        """The last month that stays owed at the amount before it; None where none does."""
        before = Month.of(self.since) - 1 if self.since else None
        return max(before, self.paid) if before and self.paid else before

    @property
    def held(self) -> bool:
        """Whether it changed anything for a single day: an adjustment that was taken back as a whole did not."""
        if self.unclear:
            return False
        if not (self.adjusts and self.undone) or self.undone.replaced:
            return True
        return self.undone.since is not None and (self.since is None or self.undone.since > self.since)

    def leaves(self, begins: Month | None) -> bool:
        """Whether a month lies before it in which the benefit that begins then was owed."""
        return self.last is not None and (begins is None or self.last >= begins)


@dataclass(frozen=True)
class Granted:
    """What stands on the decision for one person, in đồng: once, and monthly from `begins` to `last` (None: open).

    `settles`: the first of the months before `begins` that were paid at another amount: `once`, or `recovered` of what
    was paid too much, is the difference of just these, the same for each.
    """

    monthly: int
    once: int
    begins: Month | None
    last: Month | None = None
    recovered: int = 0
    settles: Month | None = None

    def settled_until(self, last: Month | None) -> tuple[int, int]:
        """What is paid once and recovered of it where the decision ends with this month (None: before its first)."""
        if self.settles is None or self.begins is None:
            return (self.once, self.recovered) if self.monthly and last else (0, 0)
        months = self.begins - self.settles
        kept = min(max(last - self.settles + 1, 0), months) if last else 0
        return self.once * kept // months, self.recovered * kept // months


@dataclass(frozen=True)
class Owed:
    """What is left of it, in đồng; `cut`: the last month is that before a change; `doubts`: what a person must look
    at, in half sentences. `paid_since`: the first of the months that stay owed only because they were paid already at
    this amount, while an adjustment settles the difference."""

    monthly: int
    once: int
    last: Month | None
    cut: bool = False
    doubts: tuple[str, ...] = ()
    recovered: int = 0
    paid_since: Month | None = None


def owed(granted: Granted, changes: Sequence[Change]) -> Owed:
    """The months before the first change stay owed, and what is paid once with them; nothing where the whole decision
    ends with its first month. Where a change was undone in its turn, nothing is left out without a doubt told."""
    held = [change for change in changes if change.held]
    doubts = tuple(dict.fromkeys(said for change in changes for said in _doubts(granted, change, held)))
    monthly = granted.monthly if all(change.leaves(granted.begins) for change in held) else 0
    once, recovered = _once(granted, [change for change in held if not change.adjusts])
    last = _last(granted, held) if monthly else granted.last
    paid = _paid_since(granted, held, last) if monthly else None
    return Owed(monthly, once, last, last != granted.last, doubts, recovered, paid)


def _once(granted: Granted, ended: Sequence[Change]) -> tuple[int, int]:
    """What is paid once and recovered: all of it unless the whole decision ends, and of months settled those before."""
    if not ended:
        return granted.once, granted.recovered
    first = granted.settles or granted.begins
    leaves = all(change.leaves(first) for change in ended)
    return granted.settled_until(min(change.last for change in ended if change.last) if leaves else None)


def _last(granted: Granted, held: Sequence[Change]) -> Month | None:
    ends = [change.last for change in held if change.last]
    return min([*ends, *([granted.last] if granted.last else [])], default=None)


def _paid_since(granted: Granted, held: Sequence[Change], last: Month | None) -> Month | None:
    """The first month for which an adjustment pays or takes back the difference to what this decision paid."""
    settled = [Month.of(change.since) for change in held if change.since and change.paid]
    since = max(min(settled), granted.begins or min(settled)) if settled else None
    return since if since and last and since <= last else None


def _doubts(granted: Granted, change: Change, held: Sequence[Change]) -> Iterator[str]:
    """What an adjustment leaves open that never held is settled where another change of those `held` says it."""
    if change.unclear:
        yield UNCLEAR
        return
    if granted.monthly and change.since and change.since.day > 1:
        yield f"thay đổi từ giữa tháng {Month.of(change.since)}, tháng này chưa tính vào danh sách"
    if granted.monthly and change.assumed and change.since and change.leaves(granted.begins):
        yield f"văn bản thay thế chi trả từ tháng {Month.of(change.since)}, các tháng trước lấy theo văn bản này"
    if change.undone and (change.held or not held):
        yield _undone(change, change.undone)
    yield from _anew(granted, change)


def _anew(granted: Granted, change: Change) -> Iterator[str]:
    """A later adjustment that pays months of which this decision settled the difference, as if nobody had paid them."""
    if not (granted.settles and granted.begins and change.adjusts and change.held and change.last):
        return
    if change.last + 1 < granted.begins:
        yield (f"các tháng trước {granted.begins} đã tính chênh lệch theo văn bản này, quyết định điều chỉnh sau lại "
               f"chi trả từ tháng {change.last + 1}")  # fmt: skip


def _undone(change: Change, undone: Undone) -> str:
    if not change.adjusts:
        return "văn bản thay thế, thu hồi văn bản này nay không còn hiệu lực"
    if undone.replaced:
        return "quyết định điều chỉnh đã được thay thế, mức hưởng theo quyết định sau cùng"
    if not change.held:
        return "quyết định điều chỉnh không còn hiệu lực ngay từ đầu, mức hằng tháng này được tính tiếp"
    return f"quyết định điều chỉnh bị thu hồi từ ngày {undone.since:%d/%m/%Y}, mức hằng tháng từ ngày đó chưa tính"
