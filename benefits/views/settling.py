"""How does an officer settle, one by one or many at once, in what a history differs from the imported data?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from benefits import rules
from benefits.actions.settling_history import Choice, Ruling, settle
from benefits.differences import Difference, against_record
from benefits.models import Draft
from benefits.queries import open_drafts
from benefits.views.room import open_room, require_drafting, require_work, version_of
from bhxh_archive.access import log_view
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.ui.frame import Action, Foot
from bhxh_archive.ui.typed import name_cells
from intake.models import Dossier
from intake.views.frame import current_user

name_cells({"reason-": "Lý do"})


@dataclass(frozen=True)
class Line:
    """One difference as it stands in the form."""

    difference: Difference
    choice: str = ""
    reason: str = ""


@require_http_methods(["GET", "POST"])
def differences(request: HttpRequest, pk: int, draft_pk: int) -> HttpResponse:
    """Every span in which draft and data differ; a POST settles those that were chosen."""
    dossier, context = open_room(request, pk)
    require_work(dossier, current_user(request))
    chosen = open_drafts(dossier).get(pk=draft_pk)
    context |= {"draft": chosen, "may_edit": rules.may_edit(dossier, current_user(request))}
    if request.method == "GET":
        log_view(request, f"draft:{chosen.pk}", action="read")
        return _page(request, dossier, chosen, context, {})
    require_drafting(dossier, current_user(request))
    rulings = _rulings(request)
    try:
        settle(draft=chosen, rulings=rulings, by=current_user(request), version=version_of(request))
    except NotValid as error:
        return _page(request, dossier, chosen, context | {"problems": error.problems or [error.message]}, rulings)
    messages.success(request, f"Đã giải quyết {len(rulings)} chỗ khác.")
    return redirect("differences", pk=pk, draft_pk=draft_pk)


def _rulings(request: HttpRequest) -> dict[str, Ruling]:
    """What was chosen for each, or for all others at once; untouched ones are left out."""
    rest = _rest(request)
    found = {key: _ruling(request, key, rest) for key in request.POST.getlist("key")}
    return {key: ruling for key, ruling in found.items() if ruling.choice or ruling.reason.strip()}


def _rest(request: HttpRequest) -> Ruling:
    return Ruling(request.POST.get("choice", ""), request.POST.get("reason", ""))


def _ruling(request: HttpRequest, key: str, rest: Ruling) -> Ruling:
    own = Ruling(request.POST.get(f"choice-{key}", ""), request.POST.get(f"reason-{key}", ""))
    return Ruling(own.choice or rest.choice, own.reason if own.reason.strip() else rest.reason)


def _page(
    request: HttpRequest, dossier: Dossier, chosen: Draft, context: dict[str, object], typed: Mapping[str, Ruling]
) -> HttpResponse:
    if (found := against_record(chosen)) is None:
        raise NotNow("Chưa có dữ liệu để đối chiếu. Hãy nhập dữ liệu ở «Nhập từ tệp».")
    record, compared = found
    lines = [Line(row, *typed.get(row.key, ())) for row in compared.unsettled]
    taken = chosen.settled.filter(choice=Choice.THERE).select_related("by")
    context |= {
        "record": record, "comparison": compared, "lines": lines, "choices": Choice.choices,
        "kept": [row for row in compared.differences if row.settled], "taken": list(taken),
        "foot": _foot(dossier, chosen, bool(lines and context["may_edit"])),
        "page_errors": bool(context.get("problems")), "all": _rest(request),
    }  # fmt: skip
    return render(request, "benefits/differences.html", context, status=422 if context.get("problems") else 200)


def _foot(dossier: Dossier, chosen: Draft, open_ones: bool) -> Foot:
    back = Action("Về dự thảo", reverse("draft", args=[dossier.pk, chosen.pk]), method="get", kind="plain")
    return Foot(Action("Ghi cách giải quyết", form="settle", key="ctrl+enter") if open_ones else None, [back])
