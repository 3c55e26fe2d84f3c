"""What stands on the papers of custody: the receipt for the book, and the return of papers without a result?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils import timezone

from bhxh_archive.documents.shapes.book_receipt import BookReceipt
from bhxh_archive.documents.shapes.papers_returned import PapersReturned, ReturnedPaper
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake import queries
from intake.models import BookCustody, BookMovement, Component, ComponentType, Dossier, DossierEvent, Person
from intake.rules import is_in_hand
from intake.rules.books import away_at, fate
from intake.slips import common
from intake.slips.rest import NAME, Rest, rest_of

ENDING: Final = (State.REFUSED, State.WITHDRAWN, State.LAPSED, State.CANCELLED)
"""The ends without a result, after which papers go back."""
BOOK: Final = "Sổ bảo hiểm xã hội"


def held_on_paper(dossier: Dossier) -> bool:
    """Whether a paper book that a person handed in is in our hands: once it went back nothing more is receipted."""
    book = queries.book_of(dossier)
    return book is not None and book.closed_at is None and taking(book) is not None


def taking(book: BookCustody) -> BookMovement | None:
    """When and by whom the paper book was taken from the person; that the post brought it back is no taking."""
    if book.form != BookCustody.Form.PAPER:
        return None
    handed_in = [row for row in book.journey if row.from_office_id is None and not row.came_back]
    return handed_in[-1] if handed_in else None


def book_receipt(dossier: Dossier, by: User) -> BookReceipt:
    """The book as it was taken: covers and leaves in writing, for it is never scanned."""
    book = queries.book_of(dossier)
    assert book
    taken = taking(book)
    assert taken
    owner = common.person(dossier, Person.Role.DECEASED, Person.Role.INSURED, Person.Role.LIST_MEMBER)
    return {
        "head": common.head(dossier), "applicant": common.applicant(dossier),
        "owner": owner.full_name if owner else "", "insurance_number": owner.insurance_number if owner else "",
        "covers": book.covers, "leaves": book.leaves, "taken": common.local(_taken_at(dossier, taken)) or "",
        "request": common.request_of(dossier), "fate": fate(dossier.procedure), "contact": common.contact(dossier),
        "officer": str(taken.by or ""),
    }  # fmt: skip


def _taken_at(dossier: Dossier, taken: BookMovement) -> datetime:
    """A book noted while the draft was made was handed in with it: at the time that the first receipt tells."""
    first = dossier.receipts.first()
    return first.received_at if first and taken.at <= first.at else taken.at


def ended_without_result(dossier: Dossier) -> bool:
    """Whether the dossier came to an end that sends papers back, and there are any: all of them here, for the person
    signs that they were checked."""
    return dossier.state in ENDING and bool(returned_papers(dossier)) and not _book_away(dossier)


def _book_away(dossier: Dossier) -> bool:
    book = queries.book_of(dossier)
    return book is not None and away_at(book, dossier) is not None


def papers_returned(dossier: Dossier, by: User) -> PapersReturned:
    """What goes back, to whom, and how the dossier ended."""
    event = _end(dossier)
    return {
        "head": common.head(dossier), "applicant": common.applicant(dossier), "receiver": _receiver(dossier),
        "request": common.request_of(dossier), "ended_on": timezone.localdate(event.at).isoformat(),
        "ending": State(dossier.state).label, "reason": event.reason,
        "papers": returned_papers(dossier), "kept": _kept(dossier), "contact": common.contact(dossier),
        "officer": _officer(dossier, event),
    }  # fmt: skip


def _end(dossier: Dossier) -> DossierEvent:
    return dossier.events.filter(to_state=dossier.state).exclude(from_state=dossier.state).latest("seq")


def _given_back(dossier: Dossier) -> BookMovement | None:
    book = queries.book_of(dossier)
    return book.movements.filter(to_office=None).select_related("by").last() if book else None


def _receiver(dossier: Dossier) -> str:
    """Who took the book back; before that whoever handed the dossier in."""
    given = _given_back(dossier)
    return given.receiver_name if given and given.receiver_name else common.applicant(dossier)["name"]


def _officer(dossier: Dossier, event: DossierEvent) -> str:
    given = _given_back(dossier)
    return str((given.by if given else event.by) or "")


def returned_papers(dossier: Dossier) -> list[ReturnedPaper]:
    """The book goes back; so does, of the paper in hand, all of a draft that was never accepted, else what the
    catalogue says. What was counted as a whole only is among the paper in hand.
    """
    book = queries.book_of(dossier)
    papers: list[ReturnedPaper] = []
    if book and book.form == BookCustody.Form.PAPER:
        note = f"{book.covers:02d} bìa sổ, {book.leaves:02d} tờ rời"
        papers.append({"name": BOOK, "copies": 1, "sheets": book.covers + book.leaves, "note": note})
    here = _in_hand(dossier)
    rest = rest_of(dossier, here) if _never_accepted(dossier) else None
    return [*papers, *(_paper(row) for row in here if _goes_back(dossier, row)), *([_unlisted(rest)] if rest else [])]


def _unlisted(rest: Rest) -> ReturnedPaper:
    return {"name": NAME, "copies": None, "sheets": rest.sheets, "note": f"{rest.pages} trang" if rest.pages else ""}


def _kept(dossier: Dossier) -> list[str]:
    """What was handed in too and stays, each kind once: an employer's list has thousands of papers. With its sheets,
    else its pages; what is known of the sheets together stands at the end."""
    here, scanned = _in_hand(dossier), queries.page_counts(dossier)
    kinds: dict[ComponentType, list[Component]] = {}
    for row in here:
        if not _goes_back(dossier, row):
            kinds.setdefault(row.type, []).append(row)
    rest = None if _never_accepted(dossier) else rest_of(dossier, here)
    unlisted = [f"{NAME.lower()} ({rest.counted})"] if rest else []
    named = [f"{common.type_name(kind)}{_counted(rows, scanned)}" for kind, rows in kinds.items()]
    return [*named, *unlisted, *_together(dossier, [row for rows in kinds.values() for row in rows])]


def _counted(rows: Sequence[Component], scanned: dict[int, int]) -> str:
    """` (2 tờ)`, of paper whose sheets nobody counted ` (3 trang)`, of what is no paper ``."""
    sheets, pages = [row.sheets for row in rows], sum(row.pages_counted or scanned.get(row.pk, 0) for row in rows)
    if all(sheets):
        return f" ({sum(sheets)} tờ)"
    return f" ({pages} trang)" if pages else ""


def _together(dossier: Dossier, kept: Sequence[Component]) -> list[str]:
    """The sheets of the whole dossier, where papers that stay have no count of their own."""
    if all(row.sheets for row in kept) or not dossier.counted_sheets:
        return []
    return [f"số tờ đếm chung cả hồ sơ: {dossier.counted_sheets}"]


def _in_hand(dossier: Dossier) -> list[Component]:
    scanned = queries.page_counts(dossier)
    rows = queries.components_of(dossier).filter(type__never_scan=False)
    return [row for row in rows if is_in_hand(row) or scanned.get(row.pk)]


def _goes_back(dossier: Dossier, row: Component) -> bool:
    return _never_accepted(dossier) or row.type.returnable


def _never_accepted(dossier: Dossier) -> bool:
    """Refused, or cancelled while it was a draft: nothing of it is kept."""
    return dossier.number is None


def _paper(row: Component) -> ReturnedPaper:
    return {
        "name": common.paper_name(row), "copies": row.copies, "sheets": row.sheets or None,
        "note": common.paper_kind(row),
    }  # fmt: skip
