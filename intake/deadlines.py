"""When does the clock of a dossier start, and on which day is the result due?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.db.models import prefetch_related_objects

from bhxh_archive import workdays
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Holiday, Office
from bhxh_archive.parameters import parameter
from bhxh_archive.workdays import Calendar, DeadlineKind, Pause
from intake.models import Dossier, Procedure, Term

STAGES: Final = {
    State.RECEIVED: "INTAKE", State.IN_REVIEW: "BENEFITS", State.AWAITING_VERIFICATION: "BENEFITS",
    State.AWAITING_CONTROL: "CONTROL", State.AWAITING_SIGNATURE: "SIGNATURE", State.SIGNED: "ISSUE",
    State.ISSUED: "RETURN",
}  # fmt: skip
"""The desk that has a dossier in a state, by the name of its time in the catalogue, in the order of the desks."""


def calendar() -> Calendar:
    """The calendar as the administrators keep it."""
    rows = Holiday.objects.values_list("day", "kind")
    return workdays.calendar_of((day, kind == Holiday.Kind.OFF) for day, kind in rows)


def counts_from(received_at: datetime, office: Office) -> date:
    """Day 0 in Vietnam: receipt after the office's cut-off hour, or on a day off, counts from the next working day."""
    day = received_at.astimezone(workdays.VIETNAM).date()
    return workdays.start_day(received_at, parameter("receipt_cutoff", office=office, day=day), calendar())


def due_on(
    procedure: Procedure, start: date, pauses: Sequence[Pause] = (), *, extended: bool = False, term: Term | None = None
) -> date:
    """The statutory last day of the procedure counted from `start` (day 0), stopped clocks left out.

    `term`: the time of the dossier's case in place of the usual one. `extended`: the longer time for a verification,
    which the procedure must have, whatever the case.
    """
    amount, kind = statutory_time(procedure, extended=extended, term=term)
    return workdays.due(start, amount, DeadlineKind(kind), calendar(), pauses)


def statutory_time(procedure: Procedure, *, extended: bool = False, term: Term | None = None) -> tuple[int, str]:
    """How long the work may take: a number of days, and of which kind."""
    if extended:
        amount = procedure.extended_deadline_amount
        assert amount is not None, "a check of the table: what extends has its longer time"
        return amount, procedure.deadline_kind
    return (term.amount, term.kind) if term else (procedure.deadline_amount, procedure.deadline_kind)


def desk_limit(procedure: Procedure, start: date, state: str, days: Calendar) -> date | None:
    """The last day on which the desk that has a dossier in this state passes it on, counted from `start` (day 0).

    The desks follow one another, each with its working half days; None where the procedure sets a desk no time.
    """
    desks = procedure.internal_deadlines
    names = [row["stage"] for row in desks]
    if STAGES.get(State(state)) not in names:
        return None
    half_days = sum(row["half_days"] for row in desks[: names.index(STAGES[State(state)]) + 1])
    return workdays.add_working_days(start, -(-half_days // 2), days)


def desk_limits(dossiers: Sequence[Dossier]) -> dict[int, date]:
    """Dossier id -> the last day for the desk that has it now, never behind the statutory day; two queries at most.

    Nothing for a dossier whose clock stands still, whose procedure gives that desk no time, or that is not received.
    """
    timed = [row for row in dossiers if row.state in STAGES and row.due_on and row.procedure.internal_deadlines]
    if not timed:
        return {}
    prefetch_related_objects(timed, "receipts")
    newest = [receipts[-1] for row in timed if (receipts := list(row.receipts.all()))]
    starts = {row.dossier_id: row.counts_from for row in newest if row.stopped_on is None}
    days, found = calendar(), {}
    for row in timed:
        own = desk_limit(row.procedure, starts[row.pk], row.state, days) if row.pk in starts else None
        if own and row.due_on:
            found[row.pk] = min(own, row.due_on)
    return found


def supplement_limit(procedure: Procedure, day: date) -> date:
    """The last day on which an answer to a supplement request is taken."""
    return workdays.add_working_days(day, procedure.supplement_limit_days, calendar())
