"""Which lines of an employer's list does a clerk see when she decides about all of them at once?"""

from __future__ import annotations

from typing import Final

from django.contrib.postgres.aggregates import BitXor
from django.db.models import BigIntegerField, Count, Func, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from intake.models import EmployerList, ListLine
from intake.queries.lists import lines_of

KNOWN_BY: Final = ("pk", "digest", "benefit", "double", "overlap", "notes")
"""By what she knows a line: its row as it came, and what is remarked about it."""


def good_lines(employer_list: EmployerList) -> QuerySet[ListLine]:
    """The lines that may be taken as they are, in the order of the file."""
    return lines_of(employer_list).filter(standing=ListLine.Standing.GOOD)


def state_of(lines: QuerySet[ListLine]) -> str:
    """`300.8f3a…`: how many lines these are, and another text when one comes, goes, is read anew or is remarked on.

    One query, however many lines.
    """
    found = lines.order_by().aggregate(number=Count("pk"), mark=BitXor(hashed(*KNOWN_BY)))
    return f"{found['number']}.{(found['mark'] or 0) % (1 << 64):x}"


def hashed(*names: str) -> Func:
    """A whole number of 64 bits that stands for the text of these fields of a row."""
    words: list[Cast | Value] = []
    for name in names:
        words += [Cast(name, TextField()), Value(",", TextField())]
    return Func(Concat(*words), Value(0), function="hashtextextended", output_field=BigIntegerField())


def number_in(state: str) -> int:
    """How many lines such a state counts; 0 where it is none."""
    number = state.partition(".")[0]
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0
