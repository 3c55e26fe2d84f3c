"""How does the statutory time of a dossier start, stand still, go on, grow longer and end?

Every due date is a promise on a receipt: the newest holds, the older ones stay on record.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise

from django.utils import timezone

from bhxh_archive.models import User
from bhxh_archive.trail import record
from bhxh_archive.workdays import Pause
from intake import deadlines
from intake.models import Dossier, Receipt
from intake.queries import term_of
from intake.rules.appointments import is_late


def start(dossier: Dossier, *, by: User) -> Receipt:
    """The first receipt: the whole time from the day of receipt on (NĐ 118/2025)."""
    assert dossier.received_at
    return _promise_anew(dossier, dossier.received_at, by)


def restart(dossier: Dossier, *, by: User) -> Receipt:
    """The whole time once more: today is day 0."""
    return _promise_anew(dossier, timezone.now(), by)


def stop(dossier: Dossier, *, until: date | None = None) -> None:
    """The time stands still from today on, or is over; a clock that stands already is left alone.

    `until` is the limit given to whoever is waited for: meanwhile the desk attends to that day. A day that was missed
    before stays missed, whatever is counted afterwards.
    """
    keep_missed(dossier, missed_by_now(dossier))
    _stand_still(dossier, until)


def end(dossier: Dossier) -> None:
    """The time is over: what was promised is kept or broken by now, or nothing is due any more."""
    _stand_still(dossier, None)


def _stand_still(dossier: Dossier, until: date | None) -> None:
    dossier.waits_until = until
    dossier.save(update_fields=["waits_until"])
    newest = dossier.receipts.last()
    if newest and newest.stopped_on is None:
        newest.stopped_on = timezone.localdate()
        newest.save(update_fields=["stopped_on"])


def missed_by_now(dossier: Dossier) -> date | None:
    """The first statutory day that passed while the time ran; None while none has."""
    newest = dossier.receipts.last()
    runs = newest is not None and newest.stopped_on is None
    missed = dossier.due_on if runs and is_late(dossier.due_on, timezone.localdate()) else None
    return dossier.missed_on or missed


def keep_missed(dossier: Dossier, day: date | None) -> None:
    """Write down that this statutory day was missed, whatever is counted afterwards."""
    if day is not None and dossier.missed_on is None:
        dossier.missed_on = day
        dossier.save(update_fields=["missed_on"])


def resume(dossier: Dossier, *, by: User) -> Receipt:
    """Go on where the time stood still: what was used stays used."""
    receipts = _since_day_0(dossier)
    return _promise(dossier, timezone.now(), by, _due(dossier, receipts), extended=_is_extended(receipts))


def extend(dossier: Dossier, *, by: User) -> Receipt | None:
    """Give the longer time that the procedure allows for a verification, from day 0 on; once, then it is given."""
    receipts = _since_day_0(dossier)
    if _is_extended(receipts):
        return None
    keep_missed(dossier, missed_by_now(dossier))
    return _promise(dossier, timezone.now(), by, _due(dossier, receipts, extended=True), extended=True)


def follow_case(dossier: Dossier, *, by: User) -> Receipt | None:
    """Another answer may give another time: it is counted anew from the same day 0, and a new receipt says so.

    Nothing while the clock stands still: the day is counted when it goes on. A day promised beyond that stays.
    """
    due, before = counted_anew(dossier), dossier.due_on
    if due is None or before is None or due == before:
        return None
    newest = dossier.receipts.latest("ordinal")
    dossier.due_on = due
    dossier.promised_on = dossier.promised_on if dossier.promised_on and dossier.promised_on > due else None
    dossier.save(update_fields=["due_on", "promised_on"])
    record(dossier, "follow_case", by=by, before=before.isoformat(), after=due.isoformat())
    return Receipt.objects.create(
        dossier=dossier, ordinal=newest.ordinal + 1, received_at=newest.received_at, counts_from=newest.counts_from,
        due_on=due, extended=_is_extended(_since_day_0(dossier)), by=by,
    )  # fmt: skip


def start_anew(dossier: Dossier, day: date) -> None:
    """Since this day of the calendar changed: day 0, and each day on which the time went on, are the days that a fresh
    receipt of the same hour would count from. An event tells which moved."""
    moved = {}
    for row in _since_day_0(dossier):
        before, row.counts_from = row.counts_from, deadlines.counts_from(row.received_at, dossier.receiving_office)
        if row.counts_from != before:
            row.save(update_fields=["counts_from"])
            moved[before] = row.counts_from
    for before, after in moved.items():
        record(dossier, "recount_start", by=None, day=f"{day}", before=f"{before}", after=f"{after}")


def counted_anew(dossier: Dossier) -> date | None:
    """The statutory last day by the calendar as it is now; None while the clock stands still or has not started."""
    receipts = _since_day_0(dossier)
    if not receipts or receipts[-1].stopped_on:
        return None
    stops = [(row.stopped_on, again.counts_from) for row, again in pairwise(receipts)]
    return _last_day(dossier, receipts, stops, extended=_is_extended(receipts))


def _since_day_0(dossier: Dossier) -> list[Receipt]:
    """The receipts from the last one on that gave the whole time anew: stops before it count no more."""
    receipts = list(dossier.receipts.all())
    return receipts[max((place for place, row in enumerate(receipts) if row.from_day_0), default=0) :]


def _is_extended(receipts: Sequence[Receipt]) -> bool:
    return any(row.extended for row in receipts)


def _due(dossier: Dossier, receipts: Sequence[Receipt], *, extended: bool = False) -> date:
    """The last day, counted from the day 0 of these receipts, without the days on which the clock stood still."""
    today = deadlines.counts_from(timezone.now(), dossier.receiving_office)
    resumed = [row.counts_from for row in receipts[1:]] + [today]
    stops = [(row.stopped_on, again) for row, again in zip(receipts, resumed, strict=True)]
    return _last_day(dossier, receipts, stops, extended=extended or _is_extended(receipts))


def _last_day(
    dossier: Dossier, receipts: Sequence[Receipt], stops: Sequence[tuple[date | None, date]], *, extended: bool
) -> date:
    pauses = [Pause(stopped, max(stopped, again)) for stopped, again in stops if stopped]
    start, term = receipts[0].counts_from, term_of(dossier)
    return deadlines.due_on(dossier.procedure, start, pauses, extended=extended, term=term)


def _promise_anew(dossier: Dossier, moment: datetime, by: User) -> Receipt:
    start = deadlines.counts_from(moment, dossier.receiving_office)
    due = deadlines.due_on(dossier.procedure, start, term=term_of(dossier))
    return _promise(dossier, moment, by, due, from_day_0=True)


def _promise(
    dossier: Dossier, moment: datetime, by: User, due: date, *, from_day_0: bool = False, extended: bool = False
) -> Receipt:
    dossier.due_on, dossier.promised_on, dossier.waits_until = due, None, None
    dossier.save(update_fields=["due_on", "promised_on", "waits_until"])
    return Receipt.objects.create(
        dossier=dossier, ordinal=dossier.receipts.count() + 1, received_at=moment,
        counts_from=deadlines.counts_from(moment, dossier.receiving_office), due_on=due, from_day_0=from_day_0,
        extended=extended, by=by,
    )  # fmt: skip
