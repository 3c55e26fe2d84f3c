"""What does a change of one day of the calendar mean to the dossiers that are open?"""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from bhxh_archive.calendar_changes import Effect, Moved
from bhxh_archive.lifecycle import CLOCK_RUNS
from intake.models import Dossier, DossierEvent

PAGE_SIZE: Final = 50


def effect_of(day: date, after: int) -> Effect:
    """Of the dossiers whose clock runs: those due on this day or later, those told this day, those that it moved."""
    running = Dossier.objects.filter(state__in=CLOCK_RUNS)
    told = running.filter(Q(promised_on=day) | Q(promised_on=None, due_on=day))
    moved = _moved(day)
    found = list(moved.filter(dossier__gt=after).select_related("dossier__receiving_office")[: PAGE_SIZE + 1])
    following = found[PAGE_SIZE - 1].dossier_id if len(found) > PAGE_SIZE else 0
    shown = [_shown(row) for row in found[:PAGE_SIZE]]
    return Effect(running.filter(due_on__gte=day).count(), told.count(), moved.count(), shown, following)


def _moved(day: date) -> QuerySet[DossierEvent]:
    """The newest recount by this day of each open dossier."""
    events = DossierEvent.objects.filter(
        verb="recount_due", detail__day=day.isoformat(), dossier__state__in=CLOCK_RUNS, dossier__due_on__gte=day
    )
    return events.order_by("dossier_id", "-seq").distinct("dossier_id")


def _shown(event: DossierEvent) -> Moved:
    before, after = (date.fromisoformat(event.detail[which]) for which in ("before", "after"))
    return Moved(str(event.dossier), event.dossier.receiving_office.name, before, after)
