"""Which number belongs to a draft, and when is it lost?"""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from benefits.models import BoundNumber, Draft
from benefits.queries import bound_number
from benefits.series import series_of
from bhxh_archive.models import User
from bhxh_archive.numbering import log_gap, next_number


def bind_number(draft: Draft, today: date) -> BoundNumber:
    """The number bound to the draft; a new year binds a new one and writes the old into the gap log."""
    bound = bound_number(draft)
    if bound and bound.year == today.year:
        return bound
    if bound:
        release_number(bound, "Chuyển sang năm mới trước khi ký", None)
    office = draft.dossier.settling_office
    code = series_of(draft.kind)
    number = next_number(office=office, code=code, year=today.year)
    return BoundNumber.objects.create(draft=draft, office=office, code=code, year=today.year, number=number)


def release_number(bound: BoundNumber, reason: str, by: User | None) -> None:
    """Take the number from its draft and write it down as a gap."""
    log_gap(office=bound.office, code=bound.code, year=bound.year, number=bound.number, reason=reason, by=by)
    bound.released_at = timezone.now()
    bound.save(update_fields=["released_at"])
