"""What does a dossier show of its social-insurance book, and how is the book taken and brought to its end?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.models import User
from bhxh_archive.text import inside
from bhxh_archive.ui.facts import Fact, Facts
from bhxh_archive.ui.frame import Action, Foot, back_unchanged
from bhxh_archive.ui.typed import name_fields
from intake import queries
from intake.actions.dossier import books
from intake.actions.dossier.ending_books import end_book, usual_entry
from intake.forms.books import EndBookForm
from intake.forms.components import BookForm
from intake.models import BookCustody, BookMovement, Component, Dossier, Procedure
from intake.needs.books import why_book_stays
from intake.rules import Line
from intake.rules.books import DEEDS, OVER, WITHOUT_RESULT, where_it_is
from intake.slips.common import applicant
from intake.views.frame import current_user, open_to_change
from intake.views.verbs import add_problems

BLANK = {"covers": 1, "leaves": 0}
BACK: Final = "Trả lại sổ đã thu hồi"
NOTES: Final = {
    Procedure.BookEnd.STAMPED: "Ghi, đóng dấu vào sổ trước khi trả.",
    Procedure.BookEnd.STORED: "Sổ không trả lại: kẹp vào hồ sơ giấy, đi cùng hồ sơ vào kho.",
}


def book_parts(dossier: Dossier, user: User) -> dict[str, Any]:
    """The book, its journey, and what this person may do about it."""
    book = queries.book_of(dossier)
    journey = _journey(dossier, book) if book else []
    stays = why_book_stays(dossier, book) if book and dossier.state in OVER else ""
    known = {"form": book.form, "covers": book.covers, "leaves": book.leaves} if book else BLANK
    return {
        "book": book, "journey": journey, "book_form": BookForm(initial=known),
        "book_over": bool(book and journey and dossier.state in OVER and (book.closed_at or book.withdrawn_at)),
        "book_where": where_it_is(book, dossier) if book else None,
        "end_book": _deed(dossier, book) if book and journey and not stays and _may_end(dossier, book, user) else "",
        "book_stays": stays,
    }  # fmt: skip


def to_look_up(book: BookCustody | None, lines: Sequence[Line]) -> Component | None:
    """The component of an electronic book for which nothing was looked up yet."""
    if book is None or book.form == BookCustody.Form.PAPER:
        return None
    return next((line.component for line in lines if line.missing and line.component.type.never_scan), None)


@dataclass(frozen=True)
class BookStep:
    """One thing that happened to the book, in words; nobody did what the system did."""

    at: datetime
    said: str
    by: User | None
    proof: str = ""


def _journey(dossier: Dossier, book: BookCustody) -> list[BookStep]:
    """Through whose hands it went, and what was done to it between, in order; nothing before it was taken in."""
    moves = [BookStep(row.at, _moved(row), row.by, row.proof) for row in queries.journey_of(book, dossier)]
    deeds = []
    if book.stamped_at:
        deeds.append(BookStep(book.stamped_at, f"Đã ghi, đóng dấu vào sổ: {book.entry}", book.stamped_by))
    if book.withdrawn_at:
        kept = book.closed_at and dossier.paper_file_number
        number = f", số {dossier.paper_file_number}" if kept else ""
        deeds.append(BookStep(book.withdrawn_at, f"Thu hồi để lưu cùng hồ sơ giấy{number}", book.withdrawn_by))
    return sorted([*moves, *deeds], key=lambda step: step.at) if moves else []


def _moved(row: BookMovement) -> str:
    if not row.from_office:
        how = "nhận lại, bưu gửi hoàn" if row.came_back else "nhận của người dân"
        return f"{row.to_office} {how}"
    if row.to_office:
        return f"{row.from_office} chuyển cho {row.to_office}"
    return f"{row.from_office} trả người dân{f': {row.receiver_name}' if row.receiver_name else ''}"


def _may_end(dossier: Dossier, book: BookCustody, user: User) -> bool:
    here = book.form == BookCustody.Form.PAPER and (book.withdrawn_at or not book.closed_at)
    return bool(here and dossier.state in OVER and user.holds("intake.hand_over", dossier.receiving_office_id))


def _deed(dossier: Dossier, book: BookCustody) -> str:
    return BACK if book.withdrawn_at else DEEDS[queries.book_end(dossier)]


@require_POST
def take_book(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the social-insurance book."""
    found, _ = open_to_change(request, pk, "intake.scan", tab="dossier")
    form = BookForm(request.POST)
    if not form.is_valid():
        raise NotValid("Chọn hình thức sổ; với sổ giấy nhập số bìa và số tờ rời bằng chữ số.")
    books.take_book(dossier=found, by=current_user(request), **form.cleaned_data)
    messages.success(request, "Đã ghi nhận sổ BHXH.")
    return redirect("dossier", pk)


@require_http_methods(["GET", "POST"])
def return_book(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the book back, stamp it and give it back, or keep it with the paper: whatever is due."""
    found, context = open_to_change(request, pk, "intake.hand_over", tab="dossier")
    book, user = queries.book_of(found), current_user(request)
    if book is None or not _may_end(found, book, user):
        raise NotNow("Cơ quan không giữ sổ giấy nào của hồ sơ này, sổ đã được trả, hoặc hồ sơ chưa đến bước trả.")
    said = why_book_stays(found, book)
    if said and request.method != "POST":
        raise NotNow(said)
    form, label = _form(request, found, book), _deed(found, book)
    name_fields(request, form)
    if said:  # since the page was opened: what was typed stays in sight
        form.add_error(None, said)
    if request.method == "POST" and form.is_valid() and _ended(request, found, form):
        messages.success(request, f"Đã ghi nhận: {inside(label)}.")
        return redirect("dossier", pk)
    save = Action(label, form="verb", about=f"hồ sơ {found}")
    context |= {"form": form, "move": {"label": label}, "facts": _facts(book, found), "note": _note(found, book),
                "foot": Foot(save, [back_unchanged(reverse("dossier", args=[pk]))])}  # fmt: skip
    return render(request, "dossier/end_book.html", context, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, dossier: Dossier, book: BookCustody) -> EndBookForm:
    usual = {"receiver_name": applicant(dossier)["name"], "entry": usual_entry(dossier)}
    return EndBookForm(
        request.POST if request.method == "POST" else None, end=queries.book_end(dossier), initial=usual,
        withdrawn=bool(book.withdrawn_at), stamped=bool(book.stamped_at),
    )  # fmt: skip


def _note(dossier: Dossier, book: BookCustody) -> str:
    return "" if book.withdrawn_at or book.stamped_at else NOTES.get(queries.book_end(dossier), "")


def _facts(book: BookCustody, dossier: Dossier) -> Facts:
    return Facts([Fact("Sổ giấy", book.counted), Fact("Đang ở", str(book.held_by or "")),
                  _due_with_it(dossier), Fact("Đã ghi vào sổ", book.entry)])  # fmt: skip


def _due_with_it(dossier: Dossier) -> Fact:
    """What the catalogue says of the book, or why that does not count."""
    procedure = dossier.procedure
    if dossier.state in WITHOUT_RESULT:
        return Fact("Phải làm", "Trả lại sổ như khi nhận: hồ sơ kết thúc không có kết quả")
    end = f"{procedure.get_book_end_display()} ({procedure.book_end_source})" if procedure.book_end else ""
    return Fact("Danh mục ghi", end)


def _ended(request: HttpRequest, dossier: Dossier, form: EndBookForm) -> bool:
    try:
        end_book(dossier=dossier, by=current_user(request), **form.cleaned_data)
    except NotValid as error:
        add_problems(form, error)
    except NotNow as error:  # a list was drawn up, or another clerk was quicker, this very moment
        form.add_error(None, error.message)
    return form.is_valid()
