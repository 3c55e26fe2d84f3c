"""Are two persons taken for one by what agrees, whatever the spelling, and kept apart by what does not?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from bhxh_archive.text import fold
from intake.rules.likeness import Traits, why_same

BORN = (1969, 6, 12)
KNOWN = Traits(fold("Phạm Thị Hường"), BORN, frozenset({"031169000123", "031234567"}), "3105000123")


def other(name: str = "Trần Văn An", born: Any = (1960, 1, 2), ids: Iterable[str] = (), number: str = "") -> Traits:
    return Traits(fold(name), born, frozenset(ids), number)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (other(ids={"031169000123"}), "cùng số định danh"),
        (other(ids={"031234567"}), "cùng số định danh"),
        (other(number="3105000123"), "cùng mã số BHXH"),
        (other("PHẠM THỊ HƯƠNG", BORN), "cùng họ tên, ngày sinh"),
        (other("Pham thi huong", (1969, None, None)), "cùng họ tên"),
        (other("Phạm Thị Hườngg", BORN), "cùng ngày sinh, tên viết gần giống"),
        (other("Phạm Thị Hường", BORN, {"031169000132"}), "cùng họ tên, ngày sinh"),
        (other("Phạm Thị Hường", (1970, 6, 12)), ""),
        (other("Phạm Thị Hường", BORN, {"001099000001"}), ""),
        (other("Phạm Văn Đông", BORN), ""),
        (other("", BORN), ""),
        (Traits(), ""),
    ],
)
def test_what_speaks_for_one_person(typed: Traits, why: str) -> None:
    assert why_same(typed, KNOWN) == why_same(KNOWN, typed) == why


def test_i_and_y_are_one_letter() -> None:
    assert why_same(other("Lý Thị Mỹ", BORN), other("Lí Thị Mĩ", BORN)) == "cùng ngày sinh, tên viết gần giống"
