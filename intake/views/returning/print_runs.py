"""How does a desk print the results of many dossiers: what lies in the run, its file, what came out of the printer?"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any, Final

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bhxh_archive.access import log_view
from bhxh_archive.errors import ActionError, ChangedMeanwhile, NotAllowed, NotNow, NotValid
from bhxh_archive.models import Job
from bhxh_archive.ui.confirm import ConfirmBlock
from bhxh_archive.ui.facts import Progress
from bhxh_archive.ui.filters import url_with
from bhxh_archive.ui.frame import Action, Breadcrumb, Crumb, Foot
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.tables import Paging
from bhxh_archive.ui.typed import name_cells, name_fields
from intake.actions.returning import print_runs as actions
from intake.forms.print_runs import ONE, DropForm, PrintForm
from intake.models import PrintLine, PrintRun
from intake.queries import print_runs as queries
from intake.views.files import stream
from intake.views.frame import current_user, face_of
from intake.views.returning.print_nature import nature_of_prints

State = PrintRun.State
PAGE_SIZE: Final = 25
SPOILED: Final = "spoiled-"
BESIDES: Final = "besides-"
DROPPING: Final = (
    "Tệp in đã tạo, có thể có người đang in. Bỏ thì tệp in bị xóa và chưa văn bản nào được ghi là đã in; bản đã in ra "
    "vẫn ghi nhận được ở lượt in này."
)
name_cells({SPOILED: "Số bản hỏng"})
TITLE: Final = "Lượt in kết quả"
TONES: Final = {State.OPEN: "active", State.MAKING: "active", State.READY: "warn", State.PRINTED: "good",
                State.DROPPED: "quiet"}  # fmt: skip


@require_GET
def print_runs(request: HttpRequest) -> HttpResponse:
    """The runs of my counter, newest first, by keyset."""
    user = current_user(request)
    offices = user.offices_with(queries.RIGHT)
    if not offices:
        raise NotAllowed("Kết quả do Bộ phận Tiếp nhận và trả kết quả in.")
    rows, after = queries.print_runs(user), whole_number(request.GET.get("after"))
    found = list((rows.filter(pk__lt=after) if after else rows)[: PAGE_SIZE + 1])
    following = url_with(request.GET, after=found[PAGE_SIZE - 1].pk) if len(found) > PAGE_SIZE else ""
    context = {
        "rows": [(row, TONES[State(row.state)]) for row in found[:PAGE_SIZE]],
        "several": len(offices) > 1,
        "paging": Paging(reverse("print_runs") if after else "", following),
        "crumbs": Breadcrumb([Crumb("Bàn làm việc", "/"), Crumb(TITLE)]),
    }
    return render(request, "print_runs/runs.html", context)


@require_GET
def print_run(request: HttpRequest, print_pk: int) -> HttpResponse:
    """What lies in one run and how far it is; while its file is made the page asks for itself again."""
    run = queries.print_runs(current_user(request)).get(pk=print_pk)
    answer = _page(request, run)
    if "HX-Request" in request.headers and run.state != State.MAKING:
        answer["HX-Refresh"] = "true"
    return answer


def _page(
    request: HttpRequest, run: PrintRun, typed: Mapping[str, str] | None = None, refused: ActionError | None = None
) -> HttpResponse:
    lines = queries.print_lines(run)
    if run.state != State.MAKING:
        log_view(request, f"print_run:{run.pk}")
    context = {
        "run": run, "tone": TONES[State(run.state)], "sets": _sets(lines, typed or {}),
        "problem": refused.message if refused else "", "ended": actions.said_ended(run) if run.closed_at else "",
        "progress": _progress(run) if run.state == State.MAKING else None, "page_errors": bool(refused),
        "doubtful": queries.doubtful_lines(lines) if run.state == State.OPEN else set(),
        "documents": len(lines), "copies": sum(line.copies for line in lines), "foot": _foot(run), "form": PrintForm(),
        "crumbs": Breadcrumb([Crumb("Bàn làm việc", "/"), Crumb(TITLE, reverse("print_runs")), Crumb(str(run))]),
        **nature_of_prints(run.office),
    }  # fmt: skip
    return render(request, "print_runs/run.html", context, status=refused.status if refused else 200)


def _sets(lines: list[PrintLine], typed: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each dossier with its documents, and the number of spoiled copies as it was typed or recorded."""
    grouped = groupby(lines, key=lambda line: line.result.dossier)
    return [
        {"dossier": dossier, "face": face_of(dossier)[0],
         "lines": [(line, typed.get(f"{SPOILED}{line.pk}", line.spoiled or ""), f"{BESIDES}{line.pk}" in typed)
                   for line in rows]}
        for dossier, rows in grouped
    ]  # fmt: skip


def _progress(run: PrintRun) -> Progress:
    job = Job.objects.filter(key=f"print:{run.pk}").order_by("-pk").first()
    return Progress(
        poll_url=reverse("print_run", args=[run.pk]), label="Đang tạo tệp in", done=job.done if job else 0,
        total=(job.total or None) if job else None, detail="Ghép các văn bản đã ký theo từng hồ sơ.",
    )  # fmt: skip


def _foot(run: PrintRun) -> Foot | None:
    """What comes next with the run, and the way to call it off."""
    steps = {State.OPEN: Action("Tạo tệp in", form="begin", key="ctrl+enter"),
             State.READY: Action("Ghi nhận đã in", form="close", key="ctrl+enter")}  # fmt: skip
    if not run.live:
        return Foot(others=[Action("Vẫn ghi nhận đã in", form="close")]) if run.countable else None
    asks = run.state == State.READY  # somebody may be printing
    dropped = Action("Bỏ lượt in", reverse("drop_print_run", args=[run.pk]), method="get" if asks else "post",
                     kind="danger", name="seen", value=queries.mark(run))  # fmt: skip
    return Foot(steps.get(State(run.state)), [dropped])


@require_POST
def begin_print_run(request: HttpRequest, print_pk: int) -> HttpResponse:
    """Have the file made, for one side or both of the paper."""
    run = queries.print_runs(current_user(request)).get(pk=print_pk)
    actions.begin(run=run, duplex=request.POST.get("sides") != ONE, by=current_user(request),
                  despite="despite" in request.POST)  # fmt: skip
    return redirect("print_run", print_pk)


@require_GET
def print_run_file(request: HttpRequest, print_pk: int) -> HttpResponseBase:
    """The whole pile, shown in place so that the browser prints it."""
    run = queries.print_runs(current_user(request)).get(pk=print_pk)
    if run.file is None:
        raise NotNow(f"{run} chưa có tệp in." if run.live else f"{actions.said_ended(run)} Tệp in không còn.")
    log_view(request, f"print_run:{run.pk}", action="print")
    return stream(run.file)


@require_POST
def close_print_run(request: HttpRequest, print_pk: int) -> HttpResponse:
    """Record the run as printed; what was spoiled lies in a new run at once."""
    user = current_user(request)
    run = queries.print_runs(user).get(pk=print_pk)
    try:
        closed = actions.close(run=run, spoiled=_spoiled(request, run), besides=_besides(request, run), by=user,
                               dropped="dropped" in request.POST)  # fmt: skip
    except (NotValid, ChangedMeanwhile) as error:
        return _page(request, queries.print_runs(user).get(pk=print_pk), request.POST, error)
    messages.success(request, f"Đã ghi nhận {str(run).lower()}.")
    if apart := closed.lines.aggregate(apart=Sum("apart"))["apart"]:
        messages.info(request, f"{apart} bản đã ghi nhận ngoài lượt in nên không tính lại.")
    again = queries.open_run_of(user) if run.lines.filter(spoiled__gt=0).exists() else None
    if again:
        messages.info(request, "Các bản hỏng đã nằm trong lượt in dưới đây.")
    return redirect("print_run", again.pk if again else print_pk)


def _besides(request: HttpRequest, run: PrintRun) -> set[int]:
    """The lines of which the copies were printed besides those that were written down elsewhere."""
    return {pk for pk in run.lines.values_list("pk", flat=True) if f"{BESIDES}{pk}" in request.POST}


def _spoiled(request: HttpRequest, run: PrintRun) -> dict[int, int]:
    """By line; what is no number is told as an impossible one."""
    typed = {pk: request.POST.get(f"{SPOILED}{pk}", "").strip() for pk in run.lines.values_list("pk", flat=True)}
    numbers = {pk: whole_number(text) for pk, text in typed.items() if text}
    return {pk: -1 if number is None else number for pk, number in numbers.items()}


@require_http_methods(["GET", "POST"])
def drop_print_run(request: HttpRequest, print_pk: int) -> HttpResponse:
    """Call a run off; once its file is made this asks for the reason first."""
    user = current_user(request)
    run = queries.print_runs(user).get(pk=print_pk)
    mark = queries.mark(run)
    form = DropForm(request.POST or None, initial={"seen": mark}, asks=run.state == State.READY)
    name_fields(request, form)
    if request.method == "GET" or (request.POST.get("seen") == mark and not form.is_valid()):
        return _ask_to_drop(request, run, form)
    dropped = actions.drop(run=run, seen=request.POST.get("seen", ""), by=user,
                           reason=request.POST.get("explanation", ""))  # fmt: skip
    messages.success(request, f"Đã bỏ {str(run).lower()}. Chưa văn bản nào được ghi là đã in.")
    if dropped.countable:
        messages.info(request, "Bản nào đã in ra và dùng được thì mở lượt in này, bấm «Vẫn ghi nhận đã in».")
    return redirect("print_runs")


def _ask_to_drop(request: HttpRequest, run: PrintRun, form: DropForm) -> HttpResponse:
    here = reverse("print_run", args=[run.pk])
    if not run.live:
        raise NotNow(actions.said_ended(run))
    block = ConfirmBlock(f"Bỏ {str(run).lower()}", DROPPING, "Bỏ lượt in", form, danger=True, cancel_url=here)
    crumbs = Breadcrumb([Crumb("Bàn làm việc", "/"), Crumb(TITLE, reverse("print_runs")), Crumb(str(run), here)])
    context = {"confirm": block, "form": form, "run": run, "crumbs": crumbs}
    return render(request, "print_runs/drop.html", context, status=422 if form.is_bound else 200)
