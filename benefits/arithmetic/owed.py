"""Which months and sums of a decision are still owed after other decisions changed it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from benefits.arithmetic.months import Month


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
    from which the replacing decision pays. `undone`: how the other decision was ended in its turn.
    """

    adjusts: bool
    since: date | None = None
    assumed: bool = False
    undone: Undone | None = None

    @property
    def held(self) -> bool:
        """Whether it changed anything for a single day: an adjustment that was taken back as a whole did not."""
        if not (self.adjusts and self.undone) or self.undone.replaced:
            return True
        return self.undone.since is not None and (self.since is None or self.undone.since > self.since)

    def leaves(self, begins: Month | None) -> bool:
        """Whether a month lies before it in which the benefit that begins then was owed."""
        return self.since is not None and (begins is None or Month.of(self.since) > begins)


@dataclass(frozen=True)
class Granted:
    """What stands on the decision for one person, in đồng: once, and monthly from `begins` to `last` (None: open)."""

    monthly: int
    once: int
    begins: Month | None
    last: Month | None = None


@dataclass(frozen=True)
class Owed:
    """What is left of it, in đồng; `cut`: the last month is that before a change; `doubts`: what a person must look
    at, in half sentences."""

    monthly: int
    once: int
    last: Month | None
    cut: bool = False
    doubts: tuple[str, ...] = ()


def owed(granted: Granted, changes: Sequence[Change]) -> Owed:
    """The months before the first change stay owed, and what is paid once with them; nothing where the whole decision
    ends with its first month. Where a change was undone in its turn, nothing is left out without a doubt told."""
    held = [change for change in changes if change.held]
    doubts = tuple(dict.fromkeys(said for change in changes for said in _doubts(granted, change)))
    monthly = granted.monthly if all(change.leaves(granted.begins) for change in held) else 0
    ended = [change for change in held if not change.adjusts]
    kept = not ended or (granted.monthly and all(change.leaves(granted.begins) for change in ended))
    last = _last(granted, held) if monthly else granted.last
    return Owed(monthly, granted.once if kept else 0, last, last != granted.last, doubts)


def _last(granted: Granted, held: Sequence[Change]) -> Month | None:
    ends = [Month.of(change.since) - 1 for change in held if change.since]
    return min([*ends, *([granted.last] if granted.last else [])], default=None)


def _doubts(granted: Granted, change: Change) -> Iterator[str]:
    if granted.monthly and change.since and change.since.day > 1:
        yield f"thay đổi từ giữa tháng {Month.of(change.since)}, tháng này chưa tính vào danh sách"
    if granted.monthly and change.assumed and change.since and change.leaves(granted.begins):
        yield f"văn bản thay thế chi trả từ tháng {Month.of(change.since)}, các tháng trước lấy theo văn bản này"
    if change.undone:
        yield _undone(change, change.undone)


def _undone(change: Change, undone: Undone) -> str:
    if not change.adjusts:
        return "văn bản thay thế, thu hồi văn bản này nay không còn hiệu lực"
    if undone.replaced:
        return "quyết định điều chỉnh đã được thay thế, mức hưởng theo quyết định sau cùng"
    if not change.held:
        return "quyết định điều chỉnh không còn hiệu lực ngay từ đầu, mức hằng tháng này được tính tiếp"
    return f"quyết định điều chỉnh bị thu hồi từ ngày {undone.since:%d/%m/%Y}, mức hằng tháng từ ngày đó chưa tính"
