"""How is an amount in đồng rounded, written in figures, and spelled out in words?"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import accumulate, pairwise

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu")
_BILLION = 10**9


def round_half_up(amount: Decimal | Fraction) -> int:
    """Nearest whole đồng, halves away from zero: the one rounding rule of the house."""
    if isinstance(amount, Fraction):
        magnitude = (2 * abs(amount.numerator) + amount.denominator) // (2 * amount.denominator)
        return magnitude if amount >= 0 else -magnitude
    return int(amount.to_integral_value(rounding=ROUND_HALF_UP))


def whole_parts(amounts: Iterable[Decimal]) -> list[int]:
    """The amounts in whole đồng, each rounded up or down so that, added from the first on, they never leave the rounded
    exact sum: a column of them adds up to what the exact amounts come to."""
    sums = map(round_half_up, accumulate(amounts, initial=Decimal(0)))
    return [after - before for before, after in pairwise(sums)]


def dong(amount: int) -> str:
    """Figures with a dot between thousands, without the unit: 3783135 -> '3.783.135'."""
    return f"{amount:,}".replace(",", ".")


def in_words(amount: int) -> str:
    """Words as they stand on decisions: 3783135 -> 'Ba triệu bảy trăm ... ba mươi lăm đồng'.

    Northern official usage: nghìn, linh, tư after mươi, mốt, lăm. Negative amounts open with 'Âm'.
    """
    words = _spell(abs(amount)) or "không"
    sentence = f"{'âm ' if amount < 0 else ''}{words} đồng"
    return sentence[0].upper() + sentence[1:]


def _spell(amount: int) -> str:
    """Words of a non-negative number, '' for 0; every group of nine digits is followed by tỷ."""
    high, low = divmod(amount, _BILLION)
    head = f"{_spell(high)} tỷ" if high else ""
    return " ".join(part for part in (head, _below_billion(low, full=bool(high))) if part)


def _below_billion(amount: int, *, full: bool) -> str:
    parts: list[str] = []
    for scale in (2, 1, 0):
        group = amount // 1000**scale % 1000
        if group:
            parts += [_group(group, full=full or bool(parts)), _SCALES[scale]]
    return " ".join(part for part in parts if part)


def _group(group: int, *, full: bool) -> str:
    """Three digits; `full` says the hundreds even when they are nought (something stands before them)."""
    hundreds, rest = divmod(group, 100)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or full else []
    tens, units = divmod(rest, 10)
    if tens == 0 and units:
        words.append(f"linh {_DIGITS[units]}" if words else _DIGITS[units])
    elif tens:
        words.append("mười" if tens == 1 else f"{_DIGITS[tens]} mươi")
        words.append(_unit_after_ten(tens, units))
    return " ".join(word for word in words if word)


def _unit_after_ten(tens: int, units: int) -> str:
    if units == 5:
        return "lăm"
    if tens > 1 and units in (1, 4):
        return {1: "mốt", 4: "tư"}[units]
    return _DIGITS[units] if units else ""
