"""What does a dossier show of its social-insurance book, and what do the buttons beside it do?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from bhxh_archive.errors import NotValid
from bhxh_archive.models import User
from intake import queries
from intake.actions import books
from intake.forms.components import BookForm, ReturnBookForm
from intake.models import Dossier
from intake.slips.common import applicant
from intake.views.frame import current_user, open_dossier, open_to_change

BLANK = {"covers": 1, "leaves": 0}


def book_parts(dossier: Dossier, user: User) -> dict[str, Any]:
    """The book, its journey, and the forms this person may fill in about it."""
    book = queries.book_of(dossier)
    journey = list(queries.journey_of(book)) if book else []
    ours = bool(journey) and journey[-1].to_office_id is not None
    may_return = ours and dossier.ended and user.holds("intake.hand_over", dossier.receiving_office_id)
    known = {"form": book.form, "covers": book.covers, "leaves": book.leaves} if book else BLANK
    return {
        "book": book, "journey": journey, "book_form": BookForm(initial=known),
        "return_book": ReturnBookForm(initial={"receiver_name": applicant(dossier)["name"]}) if may_return else None,
    }  # fmt: skip


@require_POST
def take_book(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the social-insurance book."""
    found, _ = open_to_change(request, pk, "intake.scan", tab="dossier")
    form = BookForm(request.POST)
    if not form.is_valid():
        raise NotValid("Chọn hình thức sổ, nhập số bìa và số tờ rời bằng chữ số.")
    books.take_book(dossier=found, by=current_user(request), **form.cleaned_data)
    messages.success(request, "Đã ghi nhận sổ BHXH.")
    return redirect("dossier", pk)


@require_POST
def return_book(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the book of an ended dossier was given back."""
    found, _ = open_dossier(request, pk, tab="dossier")
    name = request.POST.get("receiver_name", "")
    books.return_book(dossier=found, receiver_name=name, by=current_user(request))
    messages.success(request, "Đã ghi nhận trả sổ BHXH.")
    return redirect("dossier", pk)
