"""How do the rows of the contribution history come from a spreadsheet, and go back into one?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from benefits import rules
from benefits.actions import drafting
from benefits.actions.settling_history import keep_record
from benefits.arithmetic.period_csv import CsvError, read_numbered, unused_headings, write_csv, write_errors
from benefits.arithmetic.periods import Period, total_months
from benefits.arithmetic.years import in_words
from benefits.calculation import UNREAD_ROWS, findings_on, periods_of
from benefits.differences import comparison
from benefits.forms.rows import PeriodRow, of_periods, read
from benefits.forms.verbs import PasteForm
from benefits.models import Draft
from benefits.queries import open_drafts
from benefits.reading.history_files import headings_in, smallest_in
from benefits.reading.limits import too_many_rows
from benefits.views.room import open_room, require_drafting, require_work, version_of
from bhxh_archive.access import log_view
from bhxh_archive.errors import NotNow
from bhxh_archive.models import Office
from intake.models import Dossier
from intake.queries import dossier_for
from intake.views.frame import current_user

SHOWN: Final = 200
"""How many errors, findings and rows the page shows; all errors go out as a file."""


@require_http_methods(["GET", "POST"])
def periods_import(request: HttpRequest, pk: int, draft_pk: int) -> HttpResponse:
    """Paste or choose a file, look at what was read and what was not, then take it over."""
    dossier, context = open_room(request, pk)
    require_drafting(dossier, current_user(request))
    chosen = open_drafts(dossier).get(pk=draft_pk)
    if not rules.may_edit(dossier, current_user(request)):
        raise NotNow("Hồ sơ đã được trình hoặc do người khác giữ nên không sửa được quá trình đóng.")
    context |= {"draft": chosen, "form": PasteForm(), "foot": None}
    if request.method == "GET":
        return render(request, "benefits/periods_import.html", context)
    form = PasteForm(request.POST, request.FILES)
    context["form"] = form
    if not form.is_valid():
        return render(request, "benefits/periods_import.html", context, status=422)
    context |= _read(form.cleaned_data["text"], dossier.settling_office)
    if "errors" in request.POST and context["faults"]:
        return _csv(write_errors(context["faults"]), dossier, "cho-can-sua")
    refused = bool(context["wrong"] or context["too_many"])
    if not refused:
        context |= _compared(chosen, context["periods"])
    context["uncompared"] = _unread(chosen)
    if not refused and (taken := _taken(request, chosen, context["periods"])):
        return taken
    context |= {
        "text": form.cleaned_data["text"],
        "said": form.cleaned_data.get("said"),
        "page_errors": refused,
    }
    return render(request, "benefits/periods_import.html", context, status=422 if refused else 200)


def _compared(chosen: Draft, periods: Sequence[Period]) -> dict[str, Any]:
    """How the rows of the draft stand against those that were read; nothing where either has none."""
    here = periods_of(chosen)
    if not here or not periods:
        return {}
    found = comparison(here, periods)
    return {"comparison": found, "shown": found.differences[:SHOWN], "more_differing": _beyond(found.differences)}


def _unread(chosen: Draft) -> list[PeriodRow]:
    """The typed rows that could not be read, each with why: they stand in no comparison."""
    typed = chosen.entries.get(UNREAD_ROWS) or []
    smallest = smallest_in(chosen.dossier.settling_office) if typed else 0
    return [row for row in read(typed, smallest=smallest).rows if row.errors]


def _read(text: str, office: Office) -> dict[str, Any]:
    """What the text holds: readable periods as rows, errors by line, what the check of months says."""
    headings = headings_in(office)
    numbered, errors = read_numbered(text, headings, smallest=smallest_in(office))
    periods = [period for _, period in numbered]
    lines = [line for line, _ in numbered]
    months, found = total_months(periods), findings_on(periods, office, lines)
    noted = [CsvError(lines[one.indices[0]], "", one.message_vi) for one in found]
    return {
        "too_many": too_many_rows("Tệp", len(periods)), "faults": [*errors, *noted],
        "periods": periods, "wrong": errors, "read": of_periods(periods[:SHOWN]), "found": found[:SHOWN],
        "unused": unused_headings(text, headings), "total": months, "total_words": in_words(months),
        **_told(errors), "more_found": _beyond(found), "more_read": _beyond(periods),
    }  # fmt: skip


def _told(errors: Sequence[CsvError]) -> dict[str, Any]:
    return {"errors": [error.message_vi for error in errors[:SHOWN]], "more_errors": _beyond(errors)}


def _beyond(rows: Sequence[object]) -> int:
    """How many of them the page doesn't show."""
    return max(len(rows) - SHOWN, 0)


def _taken(request: HttpRequest, chosen: Draft, periods: list[Period]) -> HttpResponse | None:
    """What the pressed button does with the rows that were read; None where they are only looked at."""
    if "compare" in request.POST:
        keep_record(draft=chosen, periods=periods, by=current_user(request))
        return redirect("differences", pk=chosen.dossier_id, draft_pk=chosen.pk)
    return _take_over(request, chosen, periods) if "take" in request.POST else None


@transaction.atomic
def _take_over(request: HttpRequest, chosen: Draft, periods: list[Period]) -> HttpResponse:
    """The read rows replace the rows of the draft; its other fields stay as they are. What is typed differently later
    is held against them."""
    entries = {key: value for key, value in chosen.entries.items() if key != UNREAD_ROWS}
    drafting.save_draft(
        draft=chosen, entries=entries, periods=periods, version=version_of(request), by=current_user(request)
    )
    keep_record(draft=chosen, periods=periods, by=current_user(request))
    messages.success(request, f"Đã nhập {len(periods)} dòng quá trình đóng.")
    return redirect("draft", pk=chosen.dossier_id, draft_pk=chosen.pk)


@require_GET
def periods_export(request: HttpRequest, pk: int, draft_pk: int) -> HttpResponse:
    """The rows as CSV that a spreadsheet opens and the import takes back."""
    dossier = dossier_for(current_user(request), pk)
    require_work(dossier, current_user(request))
    chosen = open_drafts(dossier).get(pk=draft_pk)
    log_view(request, f"draft:{chosen.pk}", action="export")
    return _csv(write_csv(periods_of(chosen)), dossier, "qua-trinh-dong")


def _csv(text: str, dossier: Dossier, name: str) -> HttpResponse:
    answer = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{dossier}-{name}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer
