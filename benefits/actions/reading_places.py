"""How is it kept where somebody reads in a dossier, and until when?"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone

from benefits.models import ReadingPlace
from bhxh_archive.models import User
from intake.models import Dossier

KEPT: Final = timedelta(days=180)
MOST_PAGES: Final = 32_767
WIDTHS: Final = range(25, 76)
"""Hundredths of both sides, as the bar between them goes."""


def keep_place(*, dossier: Dossier, by: User, page: int | None, split: int | None) -> None:
    """Keep page and width for this person and dossier, in one statement; what no page or bar can be is kept as None."""
    page = page if page and 0 < page <= MOST_PAGES else None
    split = split if split in WIDTHS else None
    row = ReadingPlace(dossier=dossier, user=by, page=page, split=split)
    ReadingPlace.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["dossier", "user"], update_fields=["page", "split", "at"]
    )


def forget_places() -> int:
    """Delete where nobody has read for half a year; returns how many rows."""
    return ReadingPlace.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]
