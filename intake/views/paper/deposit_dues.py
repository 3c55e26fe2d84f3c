"""By when must what lies in the stores go to the archive, and how near is that?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from bhxh_archive.models import User
from bhxh_archive.parameters import parameter
from bhxh_archive.ui.due import DueWords, due_words
from intake.models import PaperPlace
from intake.queries.deposits import Remainder, remainders, stores
from intake.rules.deposits import deposit_due

WARNED: Final = timedelta(days=30)
"""So long before the day it is said (NĐ 30/2020, Appendix VI)."""


def months_of(rows: Iterable[PaperPlace]) -> dict[int, int]:
    """Office id -> in how many months its paper goes to the archive; one query an office."""
    offices = {row.office_id: row.office for row in rows}
    return {pk: parameter("deposit_months", office=office) for pk, office in offices.items()}


def due_on(row: Remainder, store: PaperPlace, months: dict[int, int]) -> date | None:
    """The day of what is due first in the group; None when all of it stands on lists already."""
    return deposit_due(row.first_end, months[store.office_id]) if row.total > row.listed else None


def due_soon(user: User) -> DueWords | None:
    """The earliest day in the stores of this person when it is near or past, in words."""
    known = {row.pk: row for row in stores(user)}
    months = months_of(known.values())
    days = [due_on(row, known[row.store], months) for row in remainders(user) if row.store in known]
    first = min((day for day in days if day), default=None)
    today = timezone.localdate()
    return due_words(first, today) if first and first - WARNED <= today else None
