"""Is what somebody wrote as a reason one? The trail keeps it for those who ask later."""

from __future__ import annotations

from typing import Final

from bhxh_archive.text import fold

LEAST_LETTERS: Final = 2


def is_reason(typed: str) -> bool:
    """Whether it holds a word: two letters that are not all the same one. A sign, a number, a key held down is none.

    >>> is_reason("Mờ"), is_reason("a"), is_reason("aaaa"), is_reason("12/2026")
    (True, False, False, False)
    """
    letters = [letter for letter in fold(typed) if letter.isalpha()]
    return len(letters) >= LEAST_LETTERS and len(set(letters)) > 1
