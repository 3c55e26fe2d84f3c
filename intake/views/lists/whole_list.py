"""What does the tab of an employer's list show: whose it is, the files, the lines, what is wrong with each?"""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bhxh_archive.errors import NotValid
from bhxh_archive.jobs import waits_for_others
from bhxh_archive.lifecycle import State as DossierState
from bhxh_archive.models import Job
from bhxh_archive.ui.facts import Progress
from intake import queries
from intake.actions.lists.lists import receive_list
from intake.actions.lists.splitting import SPLITTABLE
from intake.forms.lists import ListForm, list_form
from intake.models import Dossier, EmployerList, ListImport, ListLine
from intake.queries.line_states import good_lines, state_of
from intake.rules.list_benefits import benefit_of_procedure
from intake.views.dossier.first_tab import may_scan
from intake.views.frame import current_user, open_dossier, open_to_change
from intake.views.lists.table import line_table, searched
from intake.views.printing import print_offers
from intake.views.verbs import add_problems

State = ListLine.Standing
_GOING_ON: Final = ("accept", "take_lines", "leave_lines", "split_lines")


@require_http_methods(["GET", "POST"])
def employer_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Employer, files, lines by state; a POST looks for lines (what is typed never stands in an address)."""
    dossier, context = open_dossier(request, pk, tab="employer_list")
    found = queries.list_of(dossier)
    return _page(request, dossier, context, found, list_form(found))


def _page(
    request: HttpRequest, dossier: Dossier, context: dict[str, Any], found: EmployerList | None, form: ListForm,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    changeable = may_scan(dossier, current_user(request))
    context |= {"list": found, "form": form, "may_change": changeable, "takes": queries.takes_list(dossier.procedure),
                "of_the_form": benefit_of_procedure(dossier.procedure.code)}  # fmt: skip
    if found:
        counts = queries.line_counts(found)
        imports = list(found.imports.select_related("by")[:20])
        context |= {
            "counts": counts, "total": sum(counts.values()), "imports": imports, "news": _news(dossier, imports),
            "progress": _progress(found),
            "good": counts.get(State.GOOD, 0), "bad": counts.get(State.BAD, 0), "taken": counts.get(State.TAKEN, 0),
            "left": counts.get(State.LEFT_OUT, 0), "shown": state_of(good_lines(found)) if changeable else "",
            "may_leave_all": counts.get(State.GOOD, 0) + counts.get(State.BAD, 0), "typed": searched(request),
            "split_off": queries.split_off(found), "split_from": queries.split_from(found),
            "lacking": queries.lines_without_papers(found).count(),
            "doubtful": queries.to_look_at(good_lines(found)).count(),
            "overlapping": queries.overlapping_lines(found).count(),
            "received": dossier.state != DossierState.DRAFT,
            "may_split": changeable and dossier.state in SPLITTABLE,
            "papers": print_offers(dossier, ["line_separators"], current_user(request)) if changeable else [],
            "table": line_table(request, found, counts, changeable=changeable),
        }  # fmt: skip
    return render(request, "dossier/list.html", context, status=status)


def _news(dossier: Dossier, imports: list[ListImport]) -> ListImport | None:
    """The newest file, of which the page tells first; a refused one until somebody has gone on without it."""
    newest = imports[0] if imports else None
    if newest and newest.state == ListImport.State.REFUSED:
        gone_on = dossier.events.filter(verb__in=_GOING_ON, at__gt=newest.at).exists()
        return None if gone_on else newest
    return newest


@require_POST
def import_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one spreadsheet in; it is read in the background."""
    dossier, context = open_to_change(request, pk, "intake.scan", tab="employer_list")
    form = ListForm(request.POST, request.FILES)
    if form.is_valid() and _received(request, dossier, form):
        return redirect("employer_list", pk)
    return _page(request, dossier, context, queries.list_of(dossier), form, status=422)


def _received(request: HttpRequest, dossier: Dossier, form: ListForm) -> bool:
    file = form.cleaned_data["file"]
    try:
        row = receive_list(dossier=dossier, unit=form.unit(), part=form.cleaned_data["part"], name=file.name or "tep",
                           chunks=file.chunks(), by=current_user(request),
                           change_unit=form.cleaned_data["change_unit"],
                           replaces=form.cleaned_data["replaces"])  # fmt: skip
    except NotValid as error:
        add_problems(form, error)
        return False
    if row.state == ListImport.State.READ:
        messages.info(request, "Tệp này đã được nhập trước đây nên không có gì thay đổi.")
    return True


def _progress(found: EmployerList) -> Progress | None:
    """How far the newest file is read, while it is."""
    newest = found.imports.filter(state=ListImport.State.WAITING).first()
    if newest is None:
        return None
    job = Job.objects.filter(key=f"read_list:{newest.pk}").order_by("-pk").first()
    alive = job and job.state != Job.State.FAILED  # one that ended meanwhile is told by the next question
    failed = "" if alive else "Việc đọc tệp đã dừng. Hãy nhập lại tệp hoặc báo quản trị hệ thống."
    label = "Đang chờ đọc tệp khác" if job and waits_for_others(job) else "Đang đọc danh sách"
    return Progress(
        poll_url=reverse("list_progress", args=[found.dossier_id]), label=label, failed=failed,
        done=job.done if job else 0, total=(job.total or None) if job else None,
        detail="Kiểm tra từng dòng, tìm dòng trùng.",
    )  # fmt: skip


@require_GET
def list_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress alone; when the file is read, the page is fetched anew."""
    dossier = queries.dossier_for(current_user(request), pk)  # nothing of a document is shown: no look to log
    found = queries.list_of(dossier)
    progress = _progress(found) if found else None
    answer = render(request, "intake/progress.html", {"progress": progress})
    if progress is None or not progress.running:
        answer["HX-Refresh"] = "true"
    return answer
