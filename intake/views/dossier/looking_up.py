"""How does a clerk or a benefits officer look official data up, see what was found, and take it in place of paper?"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bhxh_archive.access import log_view
from bhxh_archive.errors import NotValid
from bhxh_archive.models import Job
from bhxh_archive.ui.facts import Progress
from intake import queries
from intake.actions.dossier import looking_up
from intake.actions.dossier.locking import may_ask_sources, require_lookup
from intake.forms.components import AcceptLookupForm
from intake.models import Dossier, Lookup
from intake.queries.lookups import lookup_for, said, to_compare_again
from intake.rules.comparing import compared, differences
from intake.rules.snapshots import SOURCES
from intake.views.dossier.components import component_page
from intake.views.dossier.first_tab import may_scan
from intake.views.dossier.parts import label
from intake.views.frame import current_user, open_dossier


@require_POST
def look_up(request: HttpRequest, pk: int, component_pk: int) -> HttpResponse:
    """Put the question to the source; its answer comes on a page of its own, a refusal beside the button."""
    found, context = open_dossier(request, pk, tab="dossier")
    user = current_user(request)
    require_lookup(found, user)
    component = get_object_or_404(queries.components_of(found), pk=component_pk)
    chosen = request.POST.get("person", "")
    person = found.persons.filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 19 else None
    try:
        lookup = looking_up.look_up(dossier=found, component=component, person=person, by=user)
    except NotValid as error:
        return component_page(request, found, context, component, problem=error.message, about=person)
    return redirect("lookup", pk, lookup.pk)


def warn_of_data(request: HttpRequest, dossier: Dossier) -> None:
    """Say which data do not count any more, now that the person is another one."""
    if names := ", ".join(f"«{row.component.type.name}»" for row in to_compare_again(dossier)):
        text = f"Dữ liệu tra cứu của {names} không còn khớp người vừa sửa: mở giấy tờ đó, đối chiếu lại rồi mới dùng."
        messages.warning(request, text)


@require_http_methods(["GET", "POST"])
def lookup(request: HttpRequest, pk: int, lookup_pk: int) -> HttpResponse:
    """What the source said beside what is registered, and what to do; POST takes it in place of the paper."""
    found, context = open_dossier(request, pk, tab="dossier")
    if request.method == "POST":
        require_lookup(found, current_user(request))
    row = lookup_for(found, lookup_pk)
    if row is None:
        raise Http404
    form = AcceptLookupForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _accepted(request, row, form):
        return redirect("dossier", pk)
    context |= _shown(request, found, row) | {"form": form, "forms": [form]}
    return render(request, "dossier/lookup.html", context, status=422 if form.is_bound else 200)


def _accepted(request: HttpRequest, row: Lookup, form: AcceptLookupForm) -> bool:
    """Whether it was taken; a record that differs is taken for a reason only, which is asked for on the page."""
    content = said(row)
    if content and differences(content["facts"], row.person) and not form.is_valid():
        return False
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    component = looking_up.accept_lookup(lookup=row, by=current_user(request), reason=reason)
    messages.success(request, f"Đã dùng dữ liệu tra cứu thay giấy: {label(component)}.")
    return True


@require_GET
def lookup_state(request: HttpRequest, pk: int, lookup_pk: int) -> HttpResponse:
    """The answer alone, asked every second until the source has spoken."""
    found = queries.dossier_for(current_user(request), pk)
    row = lookup_for(found, lookup_pk)
    if row is None:
        raise Http404
    shown = _shown(request, found, row) | {"form": AcceptLookupForm()}
    return render(request, "dossier/lookup_answer.html", {"dossier": found, **shown})


def _shown(request: HttpRequest, dossier: Dossier, row: Lookup) -> dict[str, Any]:
    """What the source said and what may be done with it; looking at an answer is logged, waiting for it is not."""
    user, waits = current_user(request), row.outcome == Lookup.Outcome.ASKED
    if not waits:
        log_view(request, f"lookup:{row.pk}")
    content = said(row)
    lines = compared(content["facts"], row.person) if content else []
    return {
        "lookup": row, "component": row.component, "label": label(row.component), "said": content, "lines": lines,
        "differing": [line.label for line in lines if line.differs],
        "source": SOURCES.get(row.source, row.source), "seconds": settings.LOOKUP_SECONDS,
        "may_accept": may_scan(dossier, user) or may_ask_sources(dossier, user),
        "progress": _progress(row) if waits else None,
    }  # fmt: skip


def _progress(row: Lookup) -> Progress:
    """How far the question is; the page asks again by itself, or when it is loaded again."""
    job = Job.objects.filter(key=row.job_key).order_by("-pk").first()
    detail = "Đang chờ nguồn trả lời." if job and job.state == Job.State.RUNNING else "Đang chờ đến lượt."
    return Progress(poll_url="", label=f"Đang hỏi {SOURCES.get(row.source, row.source)}", detail=detail)
