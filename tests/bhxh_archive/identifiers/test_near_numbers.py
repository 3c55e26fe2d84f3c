"""Is the number that somebody meant among those next to what they typed?"""

from __future__ import annotations

import pytest

from bhxh_archive.identifiers import check_character, is_valid_number
from bhxh_archive.identifiers.near_numbers import near_numbers
from bhxh_archive.text import number_fold

BASE = "G12.99.31-261126-0001"
MEANT = f"{BASE}-{check_character(BASE)}"


@pytest.mark.parametrize(
    "typed",
    [MEANT.replace("0001", "0007"), MEANT.replace("99.31", "93.91"), f"{BASE}-{'A' if MEANT[-1] != 'A' else 'B'}"],
)
def test_what_was_meant_is_near(typed: str) -> None:
    near = near_numbers(typed)
    assert number_fold(MEANT) in near and all(map(is_valid_number, near))
    assert len(near) < 50


def test_next_to_a_sound_number_nothing_is_looked_for() -> None:
    assert near_numbers(MEANT) == set()
