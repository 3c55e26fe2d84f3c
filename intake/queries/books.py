"""Where is the social-insurance book, and through whose hands has it gone?"""

from __future__ import annotations

from django.db.models import QuerySet

from intake.models import (
    BookCustody,
    BookMovement,
    Dossier,
)


def book_of(dossier: Dossier) -> BookCustody | None:
    """The social-insurance book of the dossier, or None when none was recorded."""
    return BookCustody.objects.filter(dossier=dossier).first()


def journey_of(book: BookCustody) -> QuerySet[BookMovement]:
    """Through whose hands the book has gone, oldest first."""
    offices = ("from_office", "to_office")
    return book.movements.select_related(*offices, "by").prefetch_related(*(f"{end}__names" for end in offices))
