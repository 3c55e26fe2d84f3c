"""Where is the paper of this dossier, who has had it, and how is it lent and brought back?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from bhxh_archive.errors import NotValid
from bhxh_archive.lifecycle import Seat
from bhxh_archive.parameters import parameter
from bhxh_archive.trail import permit
from bhxh_archive.ui.typed import name_fields
from intake.actions.paper import loans
from intake.forms.papers import LoanForm
from intake.models import Dossier
from intake.queries import book_of, papers
from intake.queries.deposits import deposit_of
from intake.views.frame import current_user, open_dossier
from intake.views.paper.store import keeper
from intake.views.verbs import add_problems


@require_GET
def find_paper(request: HttpRequest) -> HttpResponse:
    """To the paper of the dossier with the typed number, or to the box with the typed label."""
    user, typed = keeper(request), request.GET.get("so", "")
    if dossier := papers.paper_of_number(user, typed):
        return redirect("paper_of_dossier", dossier.pk)
    if box := papers.box_of_code(user, typed):
        return redirect("paper_box", box.pk)
    if not typed.strip():
        messages.error(request, "Gõ hoặc quét mã hồ sơ, số hồ sơ giấy hay mã hộp rồi bấm «Tìm».")
        return redirect("paper_store")
    messages.error(request, "Không có hồ sơ giấy hay hộp nào mang số này ở đơn vị của bạn.")
    return redirect("paper_store")


@require_http_methods(["GET", "POST"])
def paper_of_dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """The box, the journey from box to box, the loans; lending, renewing and bringing back for who keeps the paper."""
    dossier, context = open_dossier(request, pk, tab="paper")
    user = current_user(request)
    form = _loan_form(request, dossier)
    name_fields(request, form)
    if request.method == "POST":
        permit(dossier, papers.KEEPING, user, Seat.PAPER)
        if _done(request, dossier, form):
            return redirect("paper_of_dossier", pk)
    context |= {
        "entry": papers.entry_of(dossier), "loan": papers.loan_of(dossier),
        "deposited": deposit_of(dossier), "today": timezone.localdate(),
        "journey": papers.journey_of(dossier), "form": form,
        "loans": list(dossier.paper_loans.select_related("by")),
        "may_keep": user.holds(papers.KEEPING, dossier.paper_office_id), "book": book_of(dossier),
    }  # fmt: skip
    return render(request, "paper/of_dossier.html", context, status=422 if form.is_bound else 200)


def _loan_form(request: HttpRequest, dossier: Dossier) -> LoanForm:
    """The day to bring it back is proposed as the office has set it."""
    return LoanForm(
        request.POST if request.POST.get("do") == "lend" else None, due=loans.loan_due(dossier, timezone.localdate()),
        days=parameter("paper_loan_days", office=dossier.paper_office),
    )  # fmt: skip


def _done(request: HttpRequest, dossier: Dossier, form: LoanForm) -> bool:
    user, verb = current_user(request), request.POST.get("do")
    if verb == "renew":
        loan = loans.renew_loan(dossier=dossier, by=user)
        messages.success(request, f"Đã gia hạn đến {loan.due_on:%d/%m/%Y}.")
    elif verb == "return":
        loans.return_paper(dossier=dossier, by=user)
        messages.success(request, "Đã ghi nhận trả giấy về hộp.")
    else:
        return form.is_valid() and _lent(request, dossier, form)
    return True


def _lent(request: HttpRequest, dossier: Dossier, form: LoanForm) -> bool:
    given: dict[str, Any] = form.cleaned_data
    try:
        loan = loans.lend_paper(dossier=dossier, by=current_user(request), **given)
    except NotValid as error:
        add_problems(form, error)
        return False
    messages.success(request, f"Đã cho mượn, hạn trả {loan.due_on:%d/%m/%Y}.")
    return True
