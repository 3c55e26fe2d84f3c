"""What keeps a dossier open because of its social-insurance book? Sentences; nothing here writes."""

from __future__ import annotations

from intake import queries
from intake.models import Dossier
from intake.problems import Problem
from intake.rules.books import LEFT


def book_problems(dossier: Dossier) -> list[str]:
    """The book goes the way the procedure says before the dossier is closed.

    Where the result itself lies here, because nobody came or the post brought it back, the book waits beside it in the
    queue of what is not delivered.
    """
    if queries.open_book(dossier) is None or queries.waits_for_collection(dossier):
        return []
    return [Problem(LEFT[queries.book_end(dossier)], "return_book")]
