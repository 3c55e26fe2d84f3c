"""How do people give and receive paper dossiers on lists: what waits, what is under way, one list?"""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bhxh_archive import storage
from bhxh_archive.access import log_view
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.models import User
from bhxh_archive.ui.filters import url_with
from bhxh_archive.ui.frame import Breadcrumb, Crumb
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.tables import Paging
from bhxh_archive.ui.typed import hide_fields, name_cells
from intake import queries
from intake.actions.desk import handing
from intake.models import Dossier, HandingList
from intake.rules.handing import BENEFITS, GIVERS, RECEPTION, SEES, Way, may_give, may_take, offices_with
from intake.slips.handing import list_pdf
from intake.views.frame import current_user
from intake.views.slips import pdf_answer

name_cells({"note-": "Vì sao không nhận hồ sơ"})
PAGE_SIZE: Final = 25
HOME: Final = Crumb("Bàn làm việc", "/")


def may_hand(user: User) -> bool:
    """Whether this person gives or receives paper anywhere."""
    return bool(offices_with(user, (*RECEPTION, *BENEFITS)))


@require_http_methods(["GET", "POST"])
def handing_lists(request: HttpRequest) -> HttpResponse:
    """What waits to be given, and the lists under way and done; a POST gives the chosen dossiers."""
    user = current_user(request)
    if not may_hand(user):
        raise NotAllowed("Bàn giao hồ sơ giấy do Bộ phận Tiếp nhận và Bộ phận Chế độ BHXH làm.")
    if request.method == "POST":
        return _give(request, user)
    rows, paging = _lists(request, user)
    context = {
        "crumbs": Breadcrumb([HOME, Crumb("Bàn giao nội bộ")]), "ways": _offers(user), "rows": rows, "paging": paging,
        "most": handing.MOST_LINES,
    }  # fmt: skip
    return render(request, "handing/lists.html", context)


def _give(request: HttpRequest, user: User) -> HttpResponse:
    way = request.POST.get("way", "")
    hide_fields(request, "way")
    chosen = [number for key in request.POST.getlist("chosen") if (number := whole_number(key)) is not None]
    if way not in Way.values:
        raise NotValid("Chọn chiều bàn giao.")
    made = handing.give(dossier_ids=chosen, way=way, by=user)
    numbers = ", ".join(str(row) for row in made)
    messages.success(request, f"Đã lập bản bàn giao {numbers}. Bên nhận xác nhận trên hệ thống.")
    return redirect("handing_list", made[0].pk) if len(made) == 1 else redirect("handing_lists")


def _offers(user: User) -> list[dict[str, Any]]:
    """For each way on which this person gives: the dossiers that wait, at most one list of them."""
    ways = [way for way in Way if offices_with(user, GIVERS[way])]
    return [{"way": way, "rows": [_waiting(row) for row in _first(user, way)]} for way in ways]


def _first(user: User, way: Way) -> list[Dossier]:
    return list(queries.to_hand_over(user, way)[: handing.MOST_LINES])


def _waiting(dossier: Dossier) -> dict[str, Any]:
    return {"dossier": dossier, "other": dossier.settling_office,
            "since": getattr(dossier, "moved_at", None)}  # fmt: skip


def _lists(request: HttpRequest, user: User) -> tuple[list[dict[str, Any]], Paging]:
    """Newest first, by keyset."""
    rows, after = queries.handing_lists(user), whole_number(request.GET.get("after"))
    found = list((rows.filter(pk__lt=after) if after else rows)[: PAGE_SIZE + 1])
    shown, more = found[:PAGE_SIZE], len(found) > PAGE_SIZE
    following = url_with(request.GET, after=shown[-1].pk) if more else ""
    first = reverse("handing_lists") if after else ""
    return [{"list": row, "mine": row.waits and may_take(row, user)} for row in shown], Paging(first, following)


def _opened(request: HttpRequest, list_pk: int) -> HandingList:
    """One list that this person's office gives or receives; else DoesNotExist, a 404. The Archive Center takes none."""
    user = current_user(request)
    if user.in_centre and not offices_with(user, SEES):
        raise NotAllowed("Trung tâm Lưu trữ không tham gia bàn giao nội bộ.")
    return queries.handing_lists(user).get(pk=list_pk)


@require_GET
def handing_list(request: HttpRequest, list_pk: int) -> HttpResponse:
    """The lines; who receives ticks what came, who gave may call it off."""
    row, user = _opened(request, list_pk), current_user(request)
    return _page(request, row, user)


def _page(request: HttpRequest, row: HandingList, user: User, problem: str = "", status: int = 200) -> HttpResponse:
    lines = list(queries.handing_lines(row))
    log_view(request, f"handing_list:{row.pk}")
    context = {
        "list": row, "problem": problem, "crumbs": Breadcrumb([HOME, Crumb("Bàn giao nội bộ", reverse("handing_lists")),
                                                               Crumb(str(row))]),
        "lines": [{"line": line, "missing": _typed(request, line.pk)} for line in lines],
        "may_take": row.waits and may_take(row, user), "may_call_off": row.waits and may_give(row, user),
        "page_errors": bool(problem),
    }  # fmt: skip
    return render(request, "handing/list.html", context, status=status)


def _typed(request: HttpRequest, line_pk: int) -> dict[str, Any]:
    """What was ticked and typed in a form that came back."""
    came = request.method != "POST" or str(line_pk) in request.POST.getlist("came")
    return {"came": came, "note": request.POST.get(f"note-{line_pk}", "")}


@require_POST
def receive_list(request: HttpRequest, list_pk: int) -> HttpResponse:
    """Sign for what came; what is not ticked was not received and says why."""
    row, user = _opened(request, list_pk), current_user(request)
    came = set(request.POST.getlist("came"))
    missing = {pk: request.POST.get(f"note-{pk}", "") for pk in row.lines.values_list("pk", flat=True)
               if str(pk) not in came}  # fmt: skip
    try:
        handing.receive(row=row, missing=missing, by=user)
    except NotValid as error:
        return _page(request, row, user, error.message, status=422)
    messages.success(request, f"Đã nhận bản bàn giao {row}.")
    return redirect("handing_list", list_pk)


@require_POST
def call_off_list(request: HttpRequest, list_pk: int) -> HttpResponse:
    """Take back a list that nobody has received."""
    row = handing.call_off(row=_opened(request, list_pk), by=current_user(request))
    messages.success(request, f"Đã hủy bản bàn giao {row}. Các hồ sơ trở lại danh sách chờ bàn giao.")
    return redirect("handing_lists")


@require_GET
def print_list(request: HttpRequest, list_pk: int) -> HttpResponseBase:
    """The list on paper: as both signed it, or as it was given; a void one is not printed."""
    row = _opened(request, list_pk)
    if row.called_off_at:
        raise NotNow(f"Bản bàn giao {row} đã hủy nên không còn giá trị và không in.")
    log_view(request, f"handing_list:{row.pk}", action="print")
    pdf = storage.read_file(row.file) if row.file else list_pdf(row, queries.handing_lines(row), timezone.now())
    return pdf_answer(pdf, f"ban-giao-{row.number}-{row.year}.pdf")
