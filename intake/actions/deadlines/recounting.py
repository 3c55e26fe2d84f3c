"""What happens to open dossiers when the calendar changes? The law's day is counted anew, what was told stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Q

from bhxh_archive.lifecycle import CLOCK_RUNS, State
from bhxh_archive.trail import record
from intake.actions.deadlines.clock import counted_anew, start_anew
from intake.models import Dossier


def recount(day: date) -> Iterator[Dossier]:
    """Count the statutory day of every running dossier anew that this day may move; yields those that it moved.

    Where the clock stands still, only the days from which it counted are looked at again: they count when it goes on.
    Run twice, it moves nothing twice.
    """
    standing = Dossier.objects.filter(state__in=_WAITS, receipts__counts_from__gte=day)
    touched = Dossier.objects.filter(Q(state__in=CLOCK_RUNS, due_on__gte=day) | Q(pk__in=standing.values("pk")))
    for pk in touched.order_by("pk").values_list("pk", flat=True).iterator():
        if moved := _recounted(pk, day):
            yield moved


_WAITS: Final = (State.AWAITING_SUPPLEMENT, State.AWAITING_VERIFICATION)


@transaction.atomic
def _recounted(pk: int, day: date) -> Dossier | None:
    """The day on the receipt stays the day that was told: it is kept as the promised one, beside the new one."""
    locked: Dossier = Dossier.objects.select_for_update(of=("self",)).select_related("procedure").get(pk=pk)
    if locked.state in CLOCK_RUNS or locked.state in _WAITS:
        start_anew(locked, day)
    before, due = locked.due_on, counted_anew(locked) if locked.state in CLOCK_RUNS else None
    if due is None or before is None or due == before:
        return None
    locked.due_on, locked.promised_on = due, locked.promised_on or before
    locked.save(update_fields=["due_on", "promised_on"])
    record(locked, "recount_due", by=None, day=day.isoformat(), before=before.isoformat(), after=due.isoformat())
    return locked
