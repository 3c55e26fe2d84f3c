"""Where are scans uploaded, sorted and checked?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from bhxh_archive.ui.upload import DropZone
from intake import queries, rules
from intake.forms.components import PaperForm
from intake.models import Dossier, Page
from intake.needs.counts import count_problems
from intake.queries.page_news import standing
from intake.rules import Line
from intake.views.consolidation.opening_scans import scans_lock
from intake.views.dossier.first_tab import may_scan
from intake.views.dossier.parts import tallies
from intake.views.frame import current_user, open_dossier
from intake.views.page_desk.sheet import scannable, sheet
from intake.views.page_desk.since_shown import NOTHING_NEW, Since, shown
from intake.views.page_desk.step_buttons import step_buttons
from intake.views.page_desk.uploads import limit_mb
from intake.views.page_desk.work import going_on, work_of


@require_GET
def pages(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop zone, what is being examined, the contact sheet, counts."""
    dossier, context = open_dossier(request, pk, tab="pages")
    return whole(request, dossier, context)


def whole(request: HttpRequest, dossier: Dossier, context: dict[str, Any], unseen: Since = NOTHING_NEW) -> HttpResponse:
    """The page with everything that stands around a dossier; `context` is that of its frame. `unseen`: what keeps a
    press from being carried out, for it was made before that came."""
    shown = context | desk(request, dossier, unseen)
    return render(request, "dossier/pages.html", shown, status=409 if unseen else 200)


def _problems(dossier: Dossier, found: list[Page], lines: list[Line]) -> list[str]:
    return rules.page_problems(found) + count_problems(dossier, lines, found)


def desk(request: HttpRequest, dossier: Dossier, unseen: Since = NOTHING_NEW) -> dict[str, Any]:
    """What the page desk shows: what goes on, the counts, the sheet, the steps."""
    user = current_user(request)
    changeable = may_scan(dossier, user)
    before = standing(dossier) if changeable else ""  # first: what comes while the rest is read is told as news
    seen = going_on(dossier)
    rows = queries.pages_of(dossier).select_related(None).select_related("upload")  # of the pictures only addresses
    lines, found = queries.checklist_of(dossier), list(rows)
    return {
        "dossier": dossier, **scans_lock(dossier, user),
        "may_scan": changeable, "work": work_of(seen, found), "tallies": tallies(dossier, found),
        "problems": _problems(dossier, found, lines) if found else [],
        "sheet": sheet(dossier, found, lines, changeable=changeable, unseen=unseen), "targets": scannable(lines),
        "shown": shown(found) if changeable else "", "unseen": unseen, "standing": before,
        "drop": DropZone(reverse("upload", args=[dossier.pk]), limit_mb=limit_mb(),
                         refresh_url=reverse("upload_state", args=[dossier.pk]),
                         refresh_target="#work") if changeable else None,
        "paper": PaperForm(initial={"sheets": dossier.counted_sheets, "pages": dossier.counted_pages}),
        "blank": [page.pk for page in found if rules.is_blank_side(page)] if changeable else [],
        "deleted": queries.deleted_pages(dossier).count() if changeable else 0,
        "steps": step_buttons(dossier, user) if changeable else {},
    }  # fmt: skip
