"""Which entered number of the law stands so far from the one before it that it may be a slip of the comma?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from benefits.arithmetic.rules import Rules
from benefits.arithmetic.steps import figure
from bhxh_archive.money import round_half_up

MOST: Final = Fraction(1, 2)
"""A number that differs by more than this part of the one before it is asked about again."""
_TENFOLD: Final = ((9, 11), (90, 110), (900, 1100))
SLIP: Final = ", có thể nhầm dấu phẩy hoặc thiếu, thừa một chữ số"


def number_before(rules: Rules, table: str, key: str, day: date) -> Decimal | None:
    """The number that holds on the day, or the last one before it; None where there was none."""
    earlier = [rule for rule in rules.of_table(table) if rule.key == key and rule.valid_from <= day]
    return max(earlier, key=lambda rule: rule.valid_from).value if earlier else None


def ratio(before: Decimal | None, value: Decimal) -> Fraction | None:
    """New by old; None where the old one is missing or nought."""
    return Fraction(value) / Fraction(before) if before else None


def leap(before: Decimal | None, value: Decimal) -> str:
    """`gấp 10,05 lần số hiện tại …` where the two differ by more than half, else ""."""
    found = ratio(before, value)
    if found is None or abs(found - 1) <= MOST:
        return ""
    return _told(found) + (SLIP if _slipped(found) else "")


def _told(found: Fraction) -> str:
    if found > 1:
        return f"gấp {figure(_short(found))} lần số hiện tại"
    return f"chỉ bằng {figure(_short(found * 100))}% số hiện tại"


def _short(number: Fraction) -> Fraction:
    return Fraction(round_half_up(number * 100), 100)


def _slipped(found: Fraction) -> bool:
    size = max(found, 1 / found) if found else Fraction(0)
    return any(low <= size <= high for low, high in _TENFOLD)
