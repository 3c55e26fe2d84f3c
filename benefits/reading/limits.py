"""Which days and counts can't be so, whatever the law makes of them? A slip of the finger is told, never computed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.utils import timezone

from bhxh_archive.money import dong

MONTHS_OF_WORK: Final = 720
"""Sixty years: nobody has paid for longer."""
MONTHS_OF_YEAR: Final = 12
CHILDREN_OF_BIRTH: Final = 9
DAYS_OF_YEAR: Final = 366
ROWS_OF_HISTORY: Final = 1_200
"""A hundred years, month by month: what is longer is not the history of one person."""


def after_today(label: str, day: date) -> Iterator[str]:
    """The sentence about a day that has not come yet."""
    if day > timezone.localdate():
        yield f"{label} {day:%d/%m/%Y} sau hôm nay: hãy xem lại."


def too_many_rows(what: str, rows: int) -> str:
    """The sentence about a history (`what` holds it) of more rows than one person can have; "" where it may be."""
    if rows <= ROWS_OF_HISTORY:
        return ""
    return (f"{what} có {dong(rows)} dòng: quá nhiều cho một người (nhiều nhất {dong(ROWS_OF_HISTORY)} dòng). "
            f"Có phải {what[:1].lower()}{what[1:]} của cả đơn vị?")  # fmt: skip


def outside(label: str, number: int, least: int, most: int) -> Iterator[str]:
    """The sentence about a number that is not from `least` to `most`, both inclusive."""
    if not least <= number <= most:
        yield f"{label} «{number}» phải từ {least} đến {most}: hãy xem lại."
