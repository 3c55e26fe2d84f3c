"""How does the count of a dossier's paper grow when one of its papers is counted?"""

from __future__ import annotations

from typing import NamedTuple


class Amount(NamedTuple):
    """Sheets and pages of paper."""

    sheets: int = 0
    pages: int = 0


class Change(NamedTuple):
    """One paper of which `had` was counted by itself and `has` is now; `scanned` of its pages were there when the whole
    was counted, and `others` is what the other papers come to."""

    had: Amount
    has: Amount
    scanned: int
    others: Amount


def whole_after(sheets: int | None, pages: int | None, change: Change) -> tuple[int | None, int | None]:
    """The counted sheets and pages of the whole dossier after this; None stays where nobody counted them.

    Of a paper that was not counted by itself what was scanned by then was counted with the whole; of its sheets as
    large a part as of its pages.
    """
    had, has, scanned, others = change
    known = _share(has, scanned)
    return (
        _grown(sheets, Step(had.sheets, has.sheets, known, others.sheets, any(had))),
        _grown(pages, Step(had.pages, has.pages, scanned, others.pages, any(had))),
    )


class Step(NamedTuple):
    """A change of one of the two numbers; `in_hand`: at least the other one was counted."""

    had: int
    has: int
    known: int
    others: int
    in_hand: bool


def _grown(whole: int | None, step: Step) -> int | None:
    if whole is None or step.has == step.had:
        return whole
    if step.had:
        return max(0, whole + step.has - step.had)
    if step.known:
        return max(whole + step.has - step.known, step.others + step.has)
    return max(whole, step.others + step.has) if step.in_hand else whole + step.has


def _share(has: Amount, scanned: int) -> int:
    return round(scanned * has.sheets / has.pages) if has.pages else min(has.sheets, scanned)
