"""How is carried out what must become of the book: given back, stamped and given back, or kept with the paper?"""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils import timezone

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import Seat
from bhxh_archive.models import User
from bhxh_archive.reasons import is_reason
from bhxh_archive.text import nfc
from bhxh_archive.trail import permit, record
from intake import queries
from intake.actions.dossier.books import close, hand_back, held, send_book
from intake.models import BookCustody, BookMovement, Dossier, Procedure
from intake.needs.books import why_book_stays
from intake.rules.books import CONSOLIDATED, OVER

End = Procedure.BookEnd
NO_PROOF: Final = "Hãy ghi số giấy tờ của người nhận lại sổ, hoặc căn cứ giao nhận (giấy ký nhận, mã bưu gửi)."


@transaction.atomic
def end_book(
    *, dossier: Dossier, by: User, receiver_name: str = "", proof: str = "", entry: str = "", reason: str = ""
) -> BookMovement | None:
    """Do with the paper book what is due after the result or the end of the dossier; None when it stays with us.

    `proof`: the number of the receiver's paper, or how else the hand-over is proved. A book that was withdrawn goes
    back only for a `reason`. Raises NotAllowed, NotValid, and NotNow before that or when
    the book is not in our hands.
    """
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    permit(locked, "intake.hand_over", by, Seat.RECEIVING)
    if locked.state not in OVER:
        raise NotNow("Sổ BHXH được trả cùng kết quả, hoặc khi hồ sơ đã kết thúc.")
    book = held(locked)
    if book is None:
        raise NotNow("Cơ quan không giữ sổ giấy nào của hồ sơ này, hoặc sổ đã được trả.")
    if book.withdrawn_at and not is_reason(reason):
        raise NotValid("Sổ đã thu hồi: hãy ghi lý do trả lại.")
    stays = not book.withdrawn_at and queries.book_end(locked) == End.STORED
    if not stays and not receiver_name.strip():
        raise NotValid("Hãy ghi họ tên người nhận lại sổ.")
    if not stays and not proof.strip():
        raise NotValid(NO_PROOF)
    return carry_out(locked, book, by=by, receiver_name=receiver_name, proof=proof, entry=entry, reason=reason)


def carry_out(
    dossier: Dossier, book: BookCustody, *, by: User, receiver_name: str = "", proof: str = "", entry: str = "",
    reason: str = "",
) -> BookMovement | None:  # fmt: skip
    """What the procedure says of this locked book, and an event for each step of it. Raises NotNow while it is away."""
    if said := why_book_stays(dossier, book):
        raise NotNow(said)
    end = End.RETURNED if book.withdrawn_at else queries.book_end(dossier)
    if end == End.STORED:
        _withdraw(dossier, book, by)
        return None
    if end == End.STAMPED and book.stamped_at is None:
        _stamp(dossier, book, entry, by)
    if book.withdrawn_at:
        book.withdrawn_at = book.withdrawn_by = None
        book.save(update_fields=["withdrawn_at", "withdrawn_by"])
    given = hand_back(book, by=by, receiver_name=receiver_name, proof=proof)
    record(dossier, "return_book", by=by, reason=reason.strip(), covers=book.covers, leaves=book.leaves,
           movement=given.pk if given else None)  # fmt: skip
    return given


def _stamp(dossier: Dossier, book: BookCustody, entry: str, by: User) -> None:
    """What was settled is written into the book and stamped, before it goes back."""
    book.entry = nfc(entry).strip() or usual_entry(dossier)
    book.stamped_at, book.stamped_by = timezone.now(), by
    book.save(update_fields=["entry", "stamped_at", "stamped_by"])
    record(dossier, "stamp_book", by=by, covers=book.covers, leaves=book.leaves)


def usual_entry(dossier: Dossier) -> str:
    """What is written into the book when nothing else is typed: the decision, its number and day."""
    result = queries.results_of(dossier).filter(main=True).first()
    said = f"{result.title} số {result.number} ngày {result.dated:%d/%m/%Y}" if result else dossier.procedure.name
    return said[:300]


def _withdraw(dossier: Dossier, book: BookCustody, by: User) -> None:
    book.withdrawn_at, book.withdrawn_by = timezone.now(), by
    book.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(dossier, "withdraw_book", by=by, covers=book.covers, leaves=book.leaves)
    if dossier.state in CONSOLIDATED:  # the paper lies in its box already
        store_book(dossier, by=by)


def store_book(dossier: Dossier, *, by: User | None) -> None:
    """A withdrawn book goes where the paper of the dossier is kept, and its chain is closed."""
    book = held(dossier)
    if book is None or not book.withdrawn_at or book.closed_at:
        return
    send_book(dossier, dossier.paper_office, by=by)
    book.refresh_from_db()
    close(book)
    record(dossier, "store_book", by=by, covers=book.covers, leaves=book.leaves)
