"""What does one list of paper for the archive hold, and how does it come to its end?"""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bhxh_archive import storage
from bhxh_archive.access import log_view
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.ui.filters import url_with
from bhxh_archive.ui.frame import Crumb
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.tables import Paging
from intake.actions.paper import depositing
from intake.forms.deposits import DayForm
from intake.models import PaperDeposit
from intake.queries import deposits as queries
from intake.views.frame import current_user
from intake.views.paper.store import crumbs
from intake.views.slips import pdf_answer
from intake.views.verbs import add_problems

PAGE_SIZE: Final = 100
PAPERS: Final = {"muc-luc": "list_file", "bien-ban": "minutes_file"}


@require_http_methods(["GET", "POST"])
def paper_deposit(request: HttpRequest, deposit_pk: int) -> HttpResponse:
    """The dossiers of a list; a POST says on which day both sides signed and the papers left."""
    user = current_user(request)
    row = queries.deposits(user).get(pk=deposit_pk)
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _handed(request, row, form):
        return redirect("paper_deposit", deposit_pk)
    log_view(request, f"deposit:{row.pk}")
    after = whole_number(request.GET.get("after")) or 0
    found = list(queries.lines_of_deposit(row).filter(ordinal__gt=after)[: PAGE_SIZE + 1])
    following = url_with(request.GET, after=found[PAGE_SIZE - 1].ordinal) if len(found) > PAGE_SIZE else ""
    context = {
        "row": row, "form": form, "lines": found[:PAGE_SIZE],
        "paging": Paging(url_with(request.GET, after="") if after else "", following),
        "crumbs": crumbs(Crumb("Nộp lưu", reverse("paper_deposits")), Crumb(f"Mục lục {row}")),
    }  # fmt: skip
    return render(request, "paper/deposit.html", context, status=422 if form.is_bound else 200)


def _handed(request: HttpRequest, row: PaperDeposit, form: DayForm) -> bool:
    try:
        depositing.hand_to_archive(deposit=row, on=form.cleaned_data["on"], by=current_user(request))
    except (NotValid, NotNow) as error:
        if isinstance(error, NotValid):
            add_problems(form, error)
        else:
            form.add_error(None, error.message)
        return False
    messages.success(request, f"Đã ghi nhận nộp lưu theo mục lục {row}. Các hồ sơ đã rời kho.")
    return True


@require_POST
def call_off_deposit(request: HttpRequest, deposit_pk: int) -> HttpResponse:
    """Take back a list that was not signed by both sides."""
    user = current_user(request)
    row = depositing.call_off(deposit=queries.deposits(user).get(pk=deposit_pk), by=user)
    messages.success(request, f"Đã hủy mục lục {row}. Các hồ sơ trở lại danh sách chờ nộp lưu.")
    return redirect("paper_deposits")


@require_GET
def deposit_file(request: HttpRequest, deposit_pk: int, paper: str) -> HttpResponseBase:
    """The list or the minutes, as they were drawn up; void ones are not printed."""
    row = queries.deposits(current_user(request)).get(pk=deposit_pk)
    if paper not in PAPERS:
        raise Http404
    if row.called_off_at:
        raise NotNow(f"Mục lục {row} đã hủy: mục lục và biên bản của đợt này không còn giá trị nên không in.")
    log_view(request, f"deposit:{row.pk}", action=paper)
    return pdf_answer(storage.read_file(getattr(row, PAPERS[paper])), f"{paper}-{row.number}-{row.year}.pdf")
