"""Where in the words of a page does a phrase stand, whatever diacritics were typed, and what is around it? Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bhxh_archive.text import fold

AROUND: Final = 60
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True)
class Snippet:
    """A piece of the page as it is written there, with the match between what stands before and after it."""

    before: str
    match: str
    after: str


def snippet(words: str, phrase: str) -> Snippet | None:
    """The first place where the folded phrase stands in the text; None when it does not.

    >>> snippet("Công ty trả Sổ bảo hiểm xã hội", "so bao hiem").match
    'Sổ bảo hiểm'
    """
    place = _place(words, fold(phrase).split())
    if place is None:
        return None
    start, end = place
    before, after = words[max(0, start - AROUND) : start], words[end : end + AROUND]
    return Snippet(_tidy(before, cut_start=start > AROUND), _tidy(words[start:end]),
                   _tidy(after, cut_end=end + AROUND < len(words)))  # fmt: skip


def _place(words: str, wanted: list[str]) -> tuple[int, int] | None:
    """First and last character of the phrase; one written word may fold to several pieces, so pieces are compared."""
    pieces = [(piece, match) for match in _WORD.finditer(words) for piece in fold(match[0]).split()]
    folded = [piece for piece, _ in pieces]
    for first in range(len(folded) - len(wanted) + 1):
        if wanted and folded[first : first + len(wanted)] == wanted:
            return pieces[first][1].start(), pieces[first + len(wanted) - 1][1].end()
    return None


def _tidy(text: str, *, cut_start: bool = False, cut_end: bool = False) -> str:
    """Single spaces; a word that was cut through is left out."""
    if cut_start:
        text = "… " + text.partition(" ")[2]
    if cut_end:
        text = text.rpartition(" ")[0] + " …"
    return re.sub(r"\s+", " ", text)
