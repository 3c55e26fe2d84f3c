"""What happened to a dossier, in sentences?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bhxh_archive.ui.facts import Timeline
from bhxh_archive.ui.filters import url_with
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.tables import Paging
from intake.queries.trail_names import names_in
from intake.trail.sentences import event_of
from intake.views.frame import open_dossier

PAGE_SIZE = 100


@require_GET
def trail(request: HttpRequest, pk: int) -> HttpResponse:
    """The trail, newest first, a hundred events a page."""
    dossier, context = open_dossier(request, pk, tab="trail")
    rows = dossier.events.select_related("by", "office").prefetch_related("office__names").order_by("-seq")
    before = whole_number(request.GET.get("after"))
    if before is not None:
        rows = rows.filter(seq__lt=before)
    found = list(rows[: PAGE_SIZE + 1])
    shown, more = found[:PAGE_SIZE], len(found) > PAGE_SIZE
    following = url_with(request.GET, after=shown[-1].seq) if more else ""
    names = names_in(shown)
    context |= {"timeline": Timeline([event_of(row, names) for row in shown]), "paging": Paging(next_url=following)}
    return render(request, "dossier/trail.html", context)
