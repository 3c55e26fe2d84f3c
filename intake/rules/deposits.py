"""Until when does the paper of a finished dossier go to the archive?"""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def deposit_due(ended_on: date, months: int) -> date:
    """The last day, so many months after the work ended; a day that the month lacks is its last."""
    year, month = divmod(ended_on.year * 12 + ended_on.month - 1 + months, 12)
    return date(year, month + 1, min(ended_on.day, monthrange(year, month + 1)[1]))
