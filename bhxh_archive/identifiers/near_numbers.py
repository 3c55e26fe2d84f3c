"""Which sound dossier numbers lie next to one whose check character does not fit?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from bhxh_archive.identifiers import CHECK_ALPHABET, is_valid_number
from bhxh_archive.text import number_fold


def near_numbers(value: str) -> set[str]:
    """The sound numbers, as `number_fold` writes them, that differ from it in one character or in the order of two
    neighbours: some twenty, of which few if any were ever given. Empty where it is sound itself."""
    typed = number_fold(value)
    return set() if is_valid_number(typed) else {number for number in _slips_of(typed) if is_valid_number(number)}


def _slips_of(typed: str) -> Iterator[str]:
    for index, (one, next_one) in enumerate(pairwise(typed)):
        yield typed[:index] + next_one + one + typed[index + 2 :]
    for index in range(len(typed)):
        for other in CHECK_ALPHABET:
            yield typed[:index] + other + typed[index + 1 :]
