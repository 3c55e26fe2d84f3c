"""What does the first tab of a dossier show: who, what was registered, which components are there, which slips?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from bhxh_archive.errors import NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from bhxh_archive.text import number_fold
from bhxh_archive.ui.facts import Facts
from intake import queries, rules
from intake.actions.counter import linking, registration
from intake.actions.counter.correcting import CORRECTABLE
from intake.actions.dossier import components
from intake.forms.components import CountsForm, PaperForm
from intake.models import Dossier
from intake.rules import Line
from intake.views.consolidation.opening_scans import scans_lock
from intake.views.counter.appointments import appointments_of
from intake.views.dossier.books import book_parts, to_look_up
from intake.views.dossier.counting import counted_groups
from intake.views.dossier.parts import registration_facts
from intake.views.frame import current_user, open_dossier, open_to_change
from intake.views.printing import slip_parts


def may_scan(dossier: Dossier, user: User) -> bool:
    """Whether this person may change pages and components of the dossier now."""
    return rules.pages_may_change(dossier) and user.holds("intake.scan", dossier.receiving_office_id)


@require_GET
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
    asked, book = queries.questions_of(found), book_parts(found, user)
    context |= {
        "questions": asked, "open_questions": sum(answer is None for _, answer in asked),
        "facts": Facts(registration_facts(found, book["book"])),
        "groups": counted_groups(found, lines, counts), "total": len(lines),
        "missing": [] if found.ended else rules.missing(lines), "may_scan": may_scan(found, user), "counts": counts,
        "may_edit": found.state == State.DRAFT and user.holds("intake.register", found.receiving_office_id),
        "may_correct": found.state in CORRECTABLE and user.holds("intake.register", found.receiving_office_id),
        "paper": PaperForm(initial={"sheets": found.counted_sheets, "pages": found.counted_pages}),
        "sums": sum(line.component.pages_counted for line in [*lines, *_at_lines(found)] if _is_scanned(line)),
        **book, "book_to_look_up": to_look_up(book["book"], lines),
        **slip_parts(found, user), **scans_lock(found, user),
        "may_link": user.holds("intake.register", found.receiving_office_id),
        "returns": queries.recorded_returns(found),
        "appointments": appointments_of(found),
        "paper_number": found.paper_file_number,
        "may_change_way": rules.return_way_is_open(found) and user.holds("intake.hand_over", found.receiving_office_id),
    }  # fmt: skip
    return render(request, "dossier/components.html", context, status=status)


def _at_lines(found: Dossier) -> list[Line]:
    return queries.counted_at_lines(found) if queries.has_list(found) else []


def _is_scanned(line: Line) -> bool:
    return not line.component.type.never_scan


@require_POST
def count_components(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the counts of all components at once."""
    found, context = open_to_change(request, pk, "intake.scan", tab="dossier")
    lines = queries.checklist_of(found)
    form = CountsForm(request.POST, components=[line.component for line in lines])
    if form.is_valid():
        components.count_components(dossier=found, counts=form.counts(), by=current_user(request))
        messages.success(request, "Đã lưu số bản, số tờ, số trang.")
        return redirect("dossier", pk)
    return _page(request, found, context, lines, form, status=422)


@require_POST
def count_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the counted sheets and pages of the whole dossier."""
    found, _ = open_to_change(request, pk, "intake.scan", tab="dossier")
    form = PaperForm(request.POST)
    if form.is_valid():
        registration.set_counts(
            dossier=found,
            sheets=form.cleaned_data["sheets"],
            pages=form.cleaned_data["pages"],
            by=current_user(request),
        )
        messages.success(request, "Đã lưu số giấy đã đếm.")
        return redirect("pages" if request.POST.get("next") == "pages" else "dossier", pk)
    raise NotValid("Nhập số tờ và số trang bằng chữ số.")


@require_POST
def link_dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that another dossier, found by its number, belongs to the same event."""
    found, _ = open_to_change(request, pk, "intake.register", tab="dossier")
    number, user = number_fold(request.POST.get("number", "")), current_user(request)
    other = queries.dossiers(user).filter(number_folded=number).first() if number else None
    if other is None:
        messages.error(request, "Không có hồ sơ nào mang mã này tại đơn vị của bạn.")
        return redirect("dossier", pk)
    linking.link_event(dossier=found, to=other, by=user)
    messages.success(request, f"Đã liên kết với hồ sơ {other}.")
    return redirect("dossier", pk)
