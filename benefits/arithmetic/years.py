"""How many years do months of contribution make?"""

from fractions import Fraction

HALF = Fraction(1, 2)


def years(months: int) -> Fraction:
    """Years for the amount of a benefit: 1-6 odd months are half a year, 7-11 a whole one (Law 41/2024 art 5.6)."""
    if months < 0:
        raise ValueError(f"negative months: {months}")
    whole, odd = divmod(months, 12)
    if odd == 0:
        return Fraction(whole)
    return whole + (HALF if odd <= 6 else Fraction(1))


def whole_years(months: int) -> int:
    """Years for eligibility: only full twelve months count (Law 41/2024 art 5.6)."""
    return months // 12


def in_words(months: int) -> str:
    """357 -> '29 năm 9 tháng'."""
    whole, odd = divmod(months, 12)
    return " ".join(
        part for part in (f"{whole} năm" if whole else "", f"{odd} tháng" if odd or not whole else "") if part
    )
