"""How does the social-insurance book come into our hands, and go from hand to hand?"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from bhxh_archive.models import Office, User
from bhxh_archive.text import clean_name
from bhxh_archive.trail import record
from intake.actions.dossier.locking import lock_for_pages
from intake.models import BookCustody, BookMovement, Component, Dossier, HandOver


@transaction.atomic
def take_book(*, dossier: Dossier, form: str, covers: int, leaves: int, by: User) -> BookCustody:
    """Record the social-insurance book: paper taken into custody, or an electronic record. It is never scanned.

    An electronic one is nothing in our hands: what stands in it is looked up before it answers for the book
    (Law 41/2024 art. 25). Correcting the counts of a book that an office holds already moves nothing. Raises
    NotAllowed, NotNow.
    """
    locked = lock_for_pages(dossier, by)
    if form == BookCustody.Form.ELECTRONIC:
        covers = leaves = 0
    book, _ = BookCustody.objects.update_or_create(
        dossier=locked, defaults={"form": form, "covers": covers, "leaves": leaves}
    )
    holder = book.held_by
    if form == BookCustody.Form.ELECTRONIC:
        _move(book, holder, None, by=by)
    elif holder is None:
        _move(book, None, locked.receiving_office, by=by)
    answer_by_book(locked, book)
    record(locked, "take_book", by=by, form=form, covers=covers, leaves=leaves)
    return book


def drop_book(dossier: Dossier, *, by: User) -> None:
    """Take back that there is a book: it was written down by mistake while the draft was made. The caller holds the
    lock of the draft; nothing happens where none is recorded."""
    if not BookCustody.objects.filter(dossier=dossier).delete()[0]:
        return
    papers = dossier.components.filter(type__never_scan=True)
    papers.filter(satisfied=Component.Satisfied.CUSTODY).update(satisfied=Component.Satisfied.MISSING, sheets=0)
    record(dossier, "drop_book", by=by)


def answer_by_book(dossier: Dossier, book: BookCustody) -> None:
    """Let the book answer the component that is never scanned; looked-up data stay where it is electronic."""
    papers = dossier.components.filter(type__never_scan=True)
    if book.form == BookCustody.Form.ELECTRONIC:
        papers = papers.exclude(satisfied=Component.Satisfied.DATA)
    papers.update(satisfied=way_of(book), sheets=book.covers + book.leaves)


def way_of(book: BookCustody) -> str:
    """Paper answers by our custody of it; an electronic book waits for the data to be looked up."""
    return Component.Satisfied.CUSTODY if book.form == BookCustody.Form.PAPER else Component.Satisfied.MISSING


def hand_back(book: BookCustody, *, by: User, receiver_name: str = "", proof: str = "") -> BookMovement | None:
    """The book goes to its owner, and its chain is closed; None when it is not in our hands."""
    return _move(book, book.held_by, None, by=by, receiver_name=clean_name(receiver_name), proof=proof.strip())


def book_came_back(dossier: Dossier, *, by: User, sent: HandOver) -> BookMovement | None:
    """The post brings the book back that lay in the parcel; None when it did not: kept here, or given out by itself."""
    book = BookCustody.objects.select_for_update().filter(dossier=dossier).first()
    went = {"to_office": None, "at__gte": sent.at, "proof": sent.book_proof}
    left = book.movements.filter(**went).last() if book and not book.held_by else None
    return _move(book, None, left.from_office, by=by, came_back=True) if book and left else None


def send_book(dossier: Dossier, to: Office, *, by: User | None) -> BookMovement | None:
    """The book goes along to another office; None when it is not in our hands, there already, or stored for good."""
    book = held(dossier)
    return _move(book, book.held_by, to, by=by) if book and not book.closed_at else None


def held(dossier: Dossier) -> BookCustody | None:
    """The book, locked, while an office has it."""
    book = BookCustody.objects.select_for_update().filter(dossier=dossier).first()
    return book if book and book.held_by else None


def close(book: BookCustody, *, closed: bool = True) -> None:
    """Nobody answers for the book any more; or again, when it comes back."""
    book.closed_at = timezone.now() if closed else None
    book.save(update_fields=["closed_at"])


def _move(
    book: BookCustody, source: Office | None, target: Office | None, *, by: User | None, **facts: Any
) -> BookMovement | None:  # fmt: skip
    if (target is None) != bool(book.closed_at):
        close(book, closed=target is None)
    if source == target:
        return None
    return book.movements.create(from_office=source, to_office=target, by=by, **facts)
