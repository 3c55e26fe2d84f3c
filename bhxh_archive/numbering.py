"""Which number does this document get, and where is a lost one written down?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from bhxh_archive.identifiers import check_character
from bhxh_archive.models import NumberGap, Office, OutsideNumbers, User

_NEXT = """
INSERT INTO bhxh_archive_numberseries (office_id, code, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (office_id, code, year) DO UPDATE SET last = bhxh_archive_numberseries.last + 1 RETURNING last
"""


_LAST = """
INSERT INTO bhxh_archive_numberseries (office_id, code, year, last) VALUES (%s, %s, %s, 0)
ON CONFLICT (office_id, code, year) DO UPDATE SET last = bhxh_archive_numberseries.last RETURNING last
"""
_SKIP_TO = "UPDATE bhxh_archive_numberseries SET last = %s WHERE office_id = %s AND code = %s AND year = %s"


def next_number(*, office: Office, code: str, year: int) -> int:
    """The next number of the series that was not used outside, taken inside the caller's transaction: a rollback gives
    it back."""
    series: list[Any] = [office.pk, code, year]
    number = _asked(_NEXT, series)
    while block := outside(office=office, code=code, year=year, first=number, last=number).first():
        with connection.cursor() as cursor:
            cursor.execute(_SKIP_TO, [block.last, *series])
        number = _asked(_NEXT, series)
    return number


def last_number(*, office: Office, code: str, year: int) -> int:
    """The number given last, 0 before the first; until the caller's transaction ends nobody takes another."""
    return _asked(_LAST, [office.pk, code, year])


def outside(*, office: Office, code: str, year: int, first: int, last: int) -> QuerySet[OutsideNumbers]:
    """What was used outside of the numbers `first` to `last`."""
    rows = OutsideNumbers.objects.filter(office=office, code=code, year=year, withdrawn_at=None)
    return rows.filter(first__lte=last, last__gte=first).order_by("first")


def _asked(sql: str, series: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, series)
        return int(cursor.fetchone()[0])


def log_gap(*, office: Office, code: str, year: int, number: int, reason: str, by: User | None) -> NumberGap:
    """Write down that a bound number will not be used; saying it twice changes nothing."""
    gap, _ = NumberGap.objects.get_or_create(
        office=office, code=code, year=year, number=number, defaults={"reason": reason[:300], "by": by}
    )
    return gap


def receipt_number(*, office: Office, day: date) -> str:
    """`<agency id>-<YYMMDD>-<serial>-<check>`: the one-stop number, with a check character against misreading."""
    serial = next_number(office=office, code=f"HS{day:%m%d}", year=day.year)
    base = f"{office.agency_id}-{day:%y%m%d}-{serial:04d}"
    return f"{base}-{check_character(base)}"


def document_number(number: int, notation: str) -> str:
    """`05/QĐ-BHXH`: numbers below 10 get a leading zero (NĐ 30/2020 App. I)."""
    return f"{number:02d}/{notation}"
