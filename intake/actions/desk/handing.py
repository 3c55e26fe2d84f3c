"""How do paper dossiers go from desk to desk: given on a numbered list, received by another person?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import groupby
from typing import Final

from django.db import transaction
from django.utils import timezone

from bhxh_archive import storage
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.models import Office, User
from bhxh_archive.numbering import next_number
from bhxh_archive.parameters import parameter
from bhxh_archive.trail import record
from intake import queries
from intake.actions.dossier.books import send_book
from intake.models import BookCustody, Dossier, HandingLine, HandingList
from intake.rules.handing import Way, may_give, may_take
from intake.slips.handing import list_pdf

MOST_LINES: Final = 300
"""Of one list: more is another list."""
_SERIES: Final = {Way.TO_BENEFITS: "BG", Way.TO_RECEPTION: "BV"}


@transaction.atomic
def give(*, dossier_ids: Collection[int], way: str, by: User) -> list[HandingList]:
    """Give these dossiers: one list for each pair of offices, signed by who gives.

    Raises NotValid without a dossier or with too many, NotNow when one of them is on a list already.
    """
    chosen = set(dossier_ids)
    if not chosen or len(chosen) > MOST_LINES:
        raise NotValid(f"Chọn từ 1 đến {MOST_LINES} hồ sơ để bàn giao.")
    list(Dossier.objects.select_for_update().filter(pk__in=chosen).order_by("pk").values_list("pk"))
    rows = list(queries.to_hand_over(by, Way(way)).filter(pk__in=chosen).order_by(*_PAIR, "pk"))
    if len(rows) != len(chosen):
        raise NotNow("Có hồ sơ vừa được bàn giao hoặc không còn ở bước này. Hãy tải lại trang rồi chọn lại.")
    return [_given(list(group), Way(way), by) for _, group in groupby(rows, key=_pair)]


_PAIR: Final = ("receiving_office_id", "settling_office_id")


def _pair(dossier: Dossier) -> tuple[int, int]:
    return dossier.receiving_office_id, dossier.settling_office_id


def _given(rows: list[Dossier], way: Way, by: User) -> HandingList:
    year, first = timezone.localdate().year, rows[0]
    given = HandingList.objects.create(
        way=way, reception=first.receiving_office, benefits=first.settling_office, year=year, given_by=by,
        number=next_number(office=first.receiving_office, code=_SERIES[way], year=year),
        notation=_notation(first.receiving_office, way),
    )  # fmt: skip
    HandingLine.objects.bulk_create(_lines(given, rows))
    for dossier in rows:
        record(dossier, "give_papers", by=by, list=given.pk, way=str(way))
    return given


def _notation(office: Office, way: Way) -> str:
    """`BBGN-G12.99.31.001`, on the way back `BBGN-CĐ-G12.99.31.001`: a settling office sees the lists of several
    offices both ways, and each of these series begins with 01."""
    unit = "CĐ-" if way == Way.TO_RECEPTION else ""
    return f"{parameter('list_notation', office=office)}-{unit}{office.agency_id}"


def _lines(given: HandingList, rows: list[Dossier]) -> Iterable[HandingLine]:
    """What is counted now: papers in hand, sheets and pages; the paper book is named apart."""
    books = {book.dossier_id: book for book in BookCustody.objects.filter(dossier__in=rows)}
    papers = _papers_of(rows)
    for ordinal, dossier in enumerate(rows, start=1):
        yield HandingLine(
            list=given, dossier=dossier, ordinal=ordinal, papers=papers.get(dossier.pk, 0),
            sheets=dossier.counted_sheets or 0, pages=dossier.counted_pages or 0, book=_book(books.get(dossier.pk)),
        )  # fmt: skip


def _papers_of(rows: list[Dossier]) -> dict[int, int]:
    """Dossier id -> how many of its papers we hold."""
    there = Dossier.objects.filter(pk__in=[row.pk for row in rows])
    return {row.pk: row.papers_held for row in queries.with_papers_held(there)}  # type: ignore[attr-defined]  # annotated


def _book(book: BookCustody | None) -> str:
    """The paper book while we answer for it: one that was given back goes along no more."""
    given_back = book and book.closed_at and not book.withdrawn_at
    if book is None or given_back or book.form != BookCustody.Form.PAPER:
        return ""
    return f"Sổ BHXH: {book.covers:02d} bìa, {book.leaves:02d} tờ rời"


@transaction.atomic
def receive(*, row: HandingList, missing: Mapping[int, str], by: User) -> HandingList:
    """Sign for what came; `missing` is line id -> note for what did not, which waits for a list again.

    The paper book changes hands with its dossier, and the list is frozen as PDF/A. Raises NotAllowed (also for who gave
    it), NotNow, NotValid without a note.
    """
    locked = _waiting(row)
    if not may_take(locked, by):
        raise NotAllowed("Người nhận phải thuộc bên nhận và khác người giao.")
    lines = list(queries.handing_lines(locked))
    if unsaid := [line for line in lines if line.pk in missing and not missing[line.pk].strip()]:
        raise NotValid(f"Hãy ghi vì sao không nhận hồ sơ {unsaid[0].dossier}.")
    for line in lines:
        line.received, line.note = line.pk not in missing, missing.get(line.pk, "").strip()
        line.save(update_fields=["received", "note"])
        record(line.dossier, "take_papers", by=by, list=locked.pk, received=line.received, reason=line.note)
        if line.received:
            send_book(line.dossier, locked.taker, by=by)
    return _frozen(locked, lines, by)


def _frozen(row: HandingList, lines: list[HandingLine], by: User) -> HandingList:
    row.received_by, row.received_at = by, timezone.now()
    row.file = storage.keep_bytes(list_pdf(row, lines, row.received_at), "application/pdf")
    row.save(update_fields=["received_by", "received_at", "file"])
    return row


@transaction.atomic
def call_off(*, row: HandingList, by: User) -> HandingList:
    """Take back a list that nobody has received; its dossiers wait for a list again. Raises NotAllowed, NotNow."""
    locked = _waiting(row)
    if not may_give(locked, by):
        raise NotAllowed("Chỉ bên giao được hủy bản bàn giao.")
    locked.called_off_at = timezone.now()
    locked.save(update_fields=["called_off_at"])
    for line in queries.handing_lines(locked):
        record(line.dossier, "call_off_list", by=by, list=locked.pk)
    return locked


def _waiting(row: HandingList) -> HandingList:
    locked = HandingList.objects.select_for_update(of=("self",)).select_related("given_by").get(pk=row.pk)
    if not locked.waits:
        raise NotNow("Bản bàn giao này đã được nhận hoặc đã hủy.")
    return locked
