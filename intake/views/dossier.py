"""What does the first tab of a dossier show: who, what was registered, which components are there, which slips?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bhxh_archive.errors import NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from bhxh_archive.ui.facts import Facts
from intake import queries, rules
from intake.actions import components, registration
from intake.forms.components import BookForm, CountsForm, PaperForm
from intake.models import Dossier
from intake.rules import Line
from intake.slips import slips_of
from intake.views.dossier_parts import check_state, label, registration_facts, requirement
from intake.views.frame import current_user, open_dossier


def may_scan(dossier: Dossier, user: User) -> bool:
    """Whether this person may change pages and components of the dossier now."""
    return rules.pages_may_change(dossier) and user.holds("intake.scan", dossier.receiving_office_id)


def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """Persons, facts, the checklist with its counts, the book, and what can be printed."""
    found, context = open_dossier(request, pk, tab="dossier")
    lines = queries.checklist_of(found)
    counts = CountsForm(components=[line.component for line in lines])
    return _page(request, found, context, lines, counts)


def _page(
    request: HttpRequest, found: Dossier, context: dict[str, Any], lines: list[Line], counts: CountsForm,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    user = current_user(request)
    book = queries.book_of(found)
    context |= {
        "facts": Facts(registration_facts(found)), "lines": [_row(found, line, counts) for line in lines],
        "missing": rules.missing(lines), "may_scan": may_scan(found, user), "counts": counts,
        "may_edit": found.state == State.DRAFT and user.holds("intake.register", found.receiving_office_id),
        "paper": PaperForm(initial={"sheets": found.counted_sheets, "pages": found.counted_pages}),
        "sums": (sum(line.component.pages_counted for line in lines if not line.component.type.never_scan)),
        "book": book, "book_form": BookForm(initial=_book(book)), "slips": slips_of(found),
        "links": list(queries.linked_to(found, user)),
        "can_collect": user.holds("intake.hand_over", found.receiving_office_id)
        and queries.waits_for_collection(found),
        "returns": list(found.hand_overs.all()),
    }  # fmt: skip
    return render(request, "dossier/components.html", context, status=status)


def _book(book: Any) -> dict[str, Any]:
    return {"form": book.form, "covers": book.covers, "leaves": book.leaves} if book else {"covers": 1, "leaves": 0}


def _row(found: Dossier, line: Line, counts: CountsForm) -> dict[str, Any]:
    component = line.component
    return {
        "line": line, "component": component, "label": label(component), "why": requirement(line),
        "state": check_state(line), "boxes": counts.boxes(component),
        "url": reverse("component", args=[found.pk, component.pk]),
    }  # fmt: skip


def count_components(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the counts of all components at once."""
    found, context = open_dossier(request, pk, tab="dossier")
    lines = queries.checklist_of(found)
    form = CountsForm(request.POST, components=[line.component for line in lines])
    if form.is_valid():
        components.count_components(dossier=found, counts=form.counts(), by=current_user(request))
        messages.success(request, "Đã lưu số bản, số tờ, số trang.")
        return redirect("dossier", pk)
    return _page(request, found, context, lines, form, status=422)


def count_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the counted sheets and pages of the whole dossier."""
    found, _ = open_dossier(request, pk, tab="dossier")
    form = PaperForm(request.POST)
    if form.is_valid():
        registration.set_counts(
            dossier=found,
            sheets=form.cleaned_data["sheets"],
            pages=form.cleaned_data["pages"],
            by=current_user(request),
        )
        messages.success(request, "Đã lưu số giấy đã đếm.")
        return redirect(request.POST.get("next") if request.POST.get("next") == "pages" else "dossier", pk)
    raise NotValid("Nhập số tờ và số trang bằng chữ số.")


def take_book(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the social-insurance book."""
    found, _ = open_dossier(request, pk, tab="dossier")
    form = BookForm(request.POST)
    if not form.is_valid():
        raise NotValid("Chọn hình thức sổ, nhập số bìa và số tờ rời bằng chữ số.")
    registration.take_book(dossier=found, by=current_user(request), **form.cleaned_data)
    messages.success(request, "Đã ghi nhận sổ BHXH.")
    return redirect("dossier", pk)
