"""Where is the social-insurance book, through whose hands has it gone, and what must become of it?"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from bhxh_archive.models import User, share_offices
from bhxh_archive.once import keep_reads, keeps_reads, read_once
from intake.models import BookCustody, BookMovement, Dossier, Procedure, ResultKind
from intake.rules.books import OVER, away_at, end_due, is_open


@read_once
def book_of(dossier: Dossier) -> BookCustody | None:
    """The social-insurance book of the dossier, or None when none was recorded; its journey is read once as well."""
    book = BookCustody.objects.filter(dossier=dossier).select_related("stamped_by", "withdrawn_by").first()
    if book and keeps_reads(dossier):
        keep_reads(book)
    return book


def journey_of(book: BookCustody, dossier: Dossier) -> list[BookMovement]:
    """Through whose hands the book of this dossier has gone, oldest first, with the names of the offices."""
    moves = book.journey
    share_offices(moves, ("from_office", "to_office"), (dossier.receiving_office, dossier.settling_office))
    return moves


def open_book(dossier: Dossier) -> BookCustody | None:
    """The paper book about which something is still to be done: neither given back nor withdrawn."""
    book = book_of(dossier)
    return book if book and is_open(book) else None


def book_here(dossier: Dossier) -> BookCustody | None:
    """That book while it lies at the counter: what another office signed for comes back by a list first."""
    book = open_book(dossier)
    return book if book and not away_at(book, dossier) else None


def books_open(dossiers: Collection[Dossier]) -> set[int]:
    """The ids of those whose paper book is neither given back nor withdrawn, in one query."""
    return set(_open().filter(dossier__in=dossiers).values_list("dossier", flat=True))


def _open() -> QuerySet[BookCustody]:
    """As `rules.books.is_open` says."""
    return BookCustody.objects.filter(form=BookCustody.Form.PAPER, closed_at=None, withdrawn_at=None)


@read_once
def book_end(dossier: Dossier) -> Procedure.BookEnd:
    """What must become of its paper book: as the procedure says, unless no result but an answer came of it."""
    if end_due(dossier, settled=True) == Procedure.BookEnd.RETURNED:
        return Procedure.BookEnd.RETURNED
    answers = ResultKind.objects.filter(procedure=dossier.procedure_id, role=ResultKind.Role.ANSWER).values("code")
    settled = dossier.results.filter(void_at=None, main=True).exclude(kind__in=answers).exists()
    return end_due(dossier, settled=settled)


def books_to_end(user: User) -> QuerySet[Dossier]:
    """Dossiers of this person's counters that are over while their paper book is still here."""
    rows = Dossier.objects.filter(receiving_office__in=user.offices_with("intake.hand_over"), state__in=OVER)
    return rows.filter(pk__in=_open().values("dossier"))
