"""What is still to be done with the social-insurance book of a dossier, and what is in its way? Nothing here writes.

The file goes to the archive without it: somebody who is served electronically, or whom nobody reached, need not come
first. The book stays in the queue of books until it is given back or withdrawn.
"""

from __future__ import annotations

from typing import Final

from bhxh_archive.lifecycle import Seat
from intake import queries
from intake.models import BookCustody, Dossier, HandOver
from intake.rules.books import AWAY, LEFT, LISTED, away_at
from intake.rules.problems import Mender, Problem

COUNTER: Final = Mender("intake.hand_over", Seat.RECEIVING, "Bộ phận Tiếp nhận")
"""Who may give a book back or withdraw it."""


def why_book_stays(dossier: Dossier, book: BookCustody) -> str:
    """Why it can't be given back or withdrawn now: another office has it, or a list for which nobody signed yet names
    it; "" when nothing is in the way."""
    if office := away_at(book, dossier):
        return AWAY.format(office=office)
    listed = None if book.withdrawn_at else queries.waiting_list_of(dossier)
    return LISTED.format(number=listed) if listed else ""


def book_left(dossier: Dossier, handed: HandOver | None) -> list[Problem]:
    """What is due with a paper book that is still in our hands; it leaves with a result that lies here (`handed`)."""
    if queries.open_book(dossier) is None:
        return []
    page = "collect_later" if queries.is_held(handed) else "return_book"
    return [Problem(LEFT[queries.book_end(dossier)], page, by=COUNTER)]
