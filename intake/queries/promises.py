"""Which days that were told to people are days off, so that nobody could be served on them?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from bhxh_archive.lifecycle import State
from bhxh_archive.models import Holiday
from intake.deadlines import calendar
from intake.models import Dossier, Procedure

_WEEKEND: Final = (1, 7)
SETTLED: Final = (
    State.IN_REVIEW, State.AWAITING_VERIFICATION, State.AWAITING_CONTROL, State.AWAITING_SIGNATURE, State.SIGNED,
)  # fmt: skip
_STANDS_STILL: Final = Q(
    state=State.AWAITING_VERIFICATION, procedure__verification_clock=Procedure.VerificationClock.STOP
)


def promised_on_day_off(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Those whose clock runs and whose told day, from today on, is a day off by the calendar as it is now.

    A day becomes one when the calendar changes after it was told; then another one has to be told (form 04).
    """
    days = Holiday.objects.values("day")
    off = Q(promised_on__in=days.filter(kind=Holiday.Kind.OFF))
    weekend = Q(promised_on__week_day__in=_WEEKEND) & ~Q(promised_on__in=days.filter(kind=Holiday.Kind.MAKE_UP))
    running = rows.filter(promised_on__gte=timezone.localdate()).exclude(_STANDS_STILL)
    return running.filter(off | weekend)


def told_days_off(dossiers: Sequence[Dossier]) -> set[date]:
    """The days told of these dossiers, from today on, that are days off; one query, none where no other day was told
    than the law's."""
    told = {row.promised_on for row in dossiers if row.promised_on and row.promised_on >= timezone.localdate()}
    if not told:
        return set()
    days = calendar()
    return {day for day in told if not days.is_working(day)}
