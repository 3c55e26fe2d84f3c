"""What counts as a whole number in an address or a hidden field?"""

from __future__ import annotations

import pytest

from bhxh_archive.ui.reading import whole_number


@pytest.mark.parametrize(("typed", "read"), [("12", 12), ("007", 7), ("0", 0), ("9" * 18, 10**18 - 1)])
def test_decimal_digits_are_read(typed: str, read: int) -> None:
    assert whole_number(typed) == read


@pytest.mark.parametrize("typed", ["", None, "²", "٣", "-1", "+1", " 1", "1.5", "1_000", "abc", "9" * 19, "9" * 5000])
def test_everything_else_is_no_number(typed: str | None) -> None:
    assert whole_number(typed) is None
