"""How does a clerk or a benefits officer look official data up, see what was found, and take it in place of paper?"""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from bhxh_archive.access import log_view
from intake import queries
from intake.actions import looking_up
from intake.actions.locking import may_ask_sources, require_lookup
from intake.queries.lookups import lookup_for, said
from intake.rules.snapshots import SOURCES
from intake.views.dossier import may_scan
from intake.views.dossier_parts import label
from intake.views.frame import current_user, open_dossier


@require_POST
def look_up(request: HttpRequest, pk: int, component_pk: int) -> HttpResponse:
    """Ask the source; the answer has a page of its own."""
    found, _ = open_dossier(request, pk, tab="dossier")
    user = current_user(request)
    require_lookup(found, user)
    component = get_object_or_404(queries.components_of(found), pk=component_pk)
    chosen = request.POST.get("person", "")
    person = found.persons.filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 19 else None
    lookup = looking_up.look_up(dossier=found, component=component, person=person, by=user)
    return redirect("lookup", pk, lookup.pk)


@require_http_methods(["GET", "POST"])
def lookup(request: HttpRequest, pk: int, lookup_pk: int) -> HttpResponse:
    """What the source said, and what to do; POST takes it in place of the paper."""
    found, context = open_dossier(request, pk, tab="dossier")
    user = current_user(request)
    if request.method == "POST":
        require_lookup(found, user)
    row = lookup_for(found, lookup_pk)
    if row is None:
        raise Http404
    if request.method == "POST":
        component = looking_up.accept_lookup(lookup=row, by=user)
        messages.success(request, f"Đã dùng dữ liệu tra cứu thay giấy: {label(component)}.")
        return redirect("dossier", pk)
    log_view(request, f"lookup:{row.pk}")
    context |= {
        "lookup": row, "component": row.component, "label": label(row.component), "said": said(row),
        "source": SOURCES.get(row.source, row.source), "seconds": settings.LOOKUP_SECONDS,
        "may_accept": may_scan(found, user) or may_ask_sources(found, user),
    }  # fmt: skip
    return render(request, "dossier/lookup.html", context)
