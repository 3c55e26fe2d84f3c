"""Which whole number stands in an address, a hidden field or a small box?"""

from __future__ import annotations

from typing import Final

MOST_DIGITS: Final = 18
"""What fits into a column of the database; Python itself refuses to read some thousands of digits."""


def whole_number(typed: str | None) -> int | None:
    """`12` as 12; None for everything else: nothing, a sign, `²`, letters, more digits than any number of ours has."""
    text = typed or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
