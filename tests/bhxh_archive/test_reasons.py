"""Is a sign, a number or a key held down taken for a reason?"""

import pytest

from bhxh_archive.reasons import is_reason


@pytest.mark.parametrize(
    ("typed", "good"),
    [
        ("a", False),
        (" . ", False),
        ("xxxx", False),
        ("26/11/2026", False),
        ("Mờ", True),
        ("Ảnh mờ", True),
    ],
)
def test_a_reason_is_a_word(typed: str, good: bool) -> None:
    assert is_reason(typed) is good
