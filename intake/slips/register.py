"""What does the register (form 06) say of each dossier, on the page and in print?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast

from django.utils import timezone

from bhxh_archive.documents.shapes.register import RegisterLine
from bhxh_archive.forms_in_force import render
from bhxh_archive.lifecycle import CLOCK_RUNS, ENDED, State
from bhxh_archive.models import Office
from bhxh_archive.workdays import VIETNAM
from intake.models import Dossier
from intake.rules.appointments import is_late, late_after, missed_words
from intake.slips import common


def facts_of(dossier: Dossier, today: date) -> dict[str, Any]:
    """One line as it is on record: text, a number, a day, a moment in Vietnam time, or None for what is not there yet.

    Lateness counts by the day of the law that passed first, whatever was promised or asked for since, and ends when the
    result is issued, as in the monthly report: who comes for it a week later makes nothing late. Of a list the employer
    is the applicant, whoever brought it.
    """
    who = common.applicant(dossier)
    return {
        "ordinal": dossier.register_ordinal, "number": str(dossier.number), "procedure": dossier.procedure.name,
        "papers": dossier.papers_held or None,  # type: ignore[attr-defined]  # annotated
        "applicant": common.employer(dossier) or who["name"],
        "address": "; ".join(filter(None, [who["address"], who["phone"]])), "unit": dossier.settling_office.name,
        "received": dossier.received_at.astimezone(VIETNAM) if dossier.received_at else None, "due": dossier.due_on,
        **common.promises(dossier), "returned": _returned(dossier), "method": dossier.get_return_method_display(),
        "timing": timing_of(dossier, _settled(dossier), today),
        "note": "; ".join(filter(None, [_ended(dossier), missed_words(dossier)])),
    }  # fmt: skip


def _ended(dossier: Dossier) -> str:
    return State(dossier.state).label if dossier.state in ENDED - {State.ARCHIVED} else ""


def line_of(dossier: Dossier, today: date) -> RegisterLine:
    """The line in words, as the page and the print show it."""
    return cast(RegisterLine, {name: _words(value) for name, value in facts_of(dossier, today).items()})


def _words(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%H:%M %d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)


def timing_of(dossier: Dossier, settled: date | None, today: date) -> str:
    """Trước hạn, Đúng hạn, Quá hạn of what was settled; of what is not, only that it is late."""
    if settled is None:
        runs, over = dossier.state in CLOCK_RUNS, dossier.state in ENDED
        late = runs and is_late(dossier.due_on, today) or dossier.missed_on and not over
        return "Quá hạn" if late else ""
    if is_late(late_after(dossier), settled):
        return "Quá hạn"
    return "Đúng hạn" if settled == dossier.due_on else "Trước hạn"


def _settled(dossier: Dossier) -> date | None:
    """The day on which the result was issued."""
    issues = getattr(dossier, "issues", [])
    return timezone.localdate(issues[0].at) if issues else None


def _returned(dossier: Dossier) -> date | None:
    """The day on which the result left us: given to the person, given to the post, or fetched by a link."""
    handed: Any = next(iter(getattr(dossier, "handed", [])), None)
    if handed is None:
        return None
    if handed.method == Dossier.ReturnMethod.POST:
        return cast(date, handed.consignment.dispatched_on)
    return timezone.localdate(handed.fetched or handed.at)


def books(start: date, end: date) -> str:
    """The yearly books of the register from which the period is."""
    return ", ".join(common.register_book(year) for year in range(start.year, end.year + 1))


def register_pdf(office: Office, start: date, end: date, lines: Iterable[RegisterLine], at: datetime) -> bytes:
    """The register as PDF/A, landscape."""
    name = common.name_of(office)
    head: Any = {"parent": name.name, "agency": common.DESK, "dossier_number": None, "place": name.place,
                 "date": timezone.localdate(at).isoformat()}  # fmt: skip
    data = {
        "head": head,
        "start": start.isoformat(),
        "end": end.isoformat(),
        "books": books(start, end),
        "lines": list(lines),
    }
    return render("register", data, created=at)
