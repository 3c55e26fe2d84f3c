"""What stands on the slip that is signed when the result is handed over, at the counter or to the post?"""

from __future__ import annotations

from django.db.models import QuerySet

from bhxh_archive.documents.shapes.return_slip import Consigned, HandedItem, Party, Receiver, ReturnSlip
from bhxh_archive.documents.sheet_codes import return_code
from bhxh_archive.models import User
from bhxh_archive.text import fold, number_fold
from intake import queries
from intake.models import BookCustody, Dossier, HandOver, Person
from intake.slips import common


def returns_of(dossier: Dossier) -> QuerySet[HandOver]:
    """Each time that paper left us, newest first: that nobody came is no return, and nobody signs for a file."""
    rows: QuerySet[HandOver] = dossier.hand_overs.exclude(outcome=HandOver.Outcome.NOT_COLLECTED)
    rows = rows.exclude(method=Dossier.ReturnMethod.ONLINE)
    return rows.order_by("-at", "-pk")


def which_return(dossier: Dossier) -> str:
    """Which return the slip is about: a second one is another event, and its slip takes the place of none."""
    times = returns_of(dossier).count()
    return str(times) if times > 1 else ""


def return_slip(dossier: Dossier, by: User) -> ReturnSlip:
    """The papers of the newest return, at the counter or to the post, as it was written down.

    Raises HandOver.DoesNotExist before the first one: what nobody has handed over can't be signed for.
    """
    handed = returns_of(dossier).select_related("by", "consignment__carrier")[:1].get()
    office = common.name_of(dossier.receiving_office)
    sender: Party = {"name": str(handed.by), "unit": f"{common.DESK}, {office.name}",
                     "address": office.address, "phone": office.phone}  # fmt: skip
    return {
        "head": common.head(dossier), "subject": f"Trả kết quả: {dossier.procedure.name}", "sender": sender,
        **_consigned(handed), "receiver": _receiver(dossier, handed), "authority": handed.authority,
        "items": _items(dossier, handed), "notes": _notes(dossier),
        "code": return_code(dossier.number, handed.pk) if dossier.number else None,
    }  # fmt: skip


def _receiver(dossier: Dossier, handed: HandOver) -> Receiver:
    """Who signs for the papers. Of somebody who is not in the dossier only what was written down when they came is
    known: no other person's number, address or telephone stands beside their name."""
    who = common.applicant(dossier)
    name, shown = handed.receiver_name, handed.receiver_id
    known = _known(dossier, name, shown) if name else None
    if known:
        who |= {"id_number": known.personal_id, "address": known.address, "phone": known.phone}
    elif name:
        who |= {"id_number": "", "address": "", "phone": ""}
    sent_to = dossier.return_address if handed.method == Dossier.ReturnMethod.POST else ""
    return {"name": name or who["name"], "id_number": shown or who["id_number"], "unit": common.employer(dossier),
            "address": sent_to or who["address"], "phone": who["phone"]}  # fmt: skip


def _known(dossier: Dossier, name: str, shown: str) -> Person | None:
    """The person of the dossier with that name, unless another number was shown: that is a namesake."""
    named = [row for row in dossier.persons.all() if fold(row.full_name) == fold(name)]
    return next(
        (row for row in named if not (shown and row.personal_id) or number_fold(shown) == row.personal_id), None
    )


def _consigned(handed: HandOver) -> Consigned:
    """The carrier with the post office and the day of dispatch; nothing at the counter."""
    sent = handed.consignment if hasattr(handed, "consignment") else None
    return {
        "carrier": sent.carrier.name if sent else "",
        "post_office": sent.post_office if sent else "",
        "tracking_number": handed.tracking_number,
        "dispatched": sent.dispatched_on.isoformat() if sent else None,
    }


def _notes(dossier: Dossier) -> list[str]:
    """What does not go back although it was handed in."""
    book = queries.book_of(dossier)
    if book and book.withdrawn_at:
        return [
            f"Sổ bảo hiểm xã hội ({book.covers:02d} bìa, {book.leaves:02d} tờ rời) được thu hồi, lưu cùng hồ sơ giấy."
        ]
    return []


def _items(dossier: Dossier, handed: HandOver) -> list[HandedItem]:
    copies = handed.printed_copies or 1
    items: list[HandedItem] = [
        {"name": result.title, "quantity": copies, "note": f"Số {result.number}"}
        for result in queries.results_of(dossier)
    ]
    book = queries.book_of(dossier)
    return [*items, *_book_items(book)] if book and _book_went(book, handed) else items


def _book_went(book: BookCustody, handed: HandOver) -> bool:
    """Whether the paper book left with this return or after it."""
    return book.movements.filter(to_office=None, at__gte=handed.at).exists()


def _book_items(book: BookCustody) -> list[HandedItem]:
    """Covers and leaves apart, as they were counted when the book was taken."""
    said = "Đã ghi, đóng dấu" if book.stamped_at else ""
    items: list[HandedItem] = [{"name": "Bìa sổ bảo hiểm xã hội", "quantity": book.covers, "note": said}]
    if book.leaves:
        items.append({"name": "Tờ rời sổ bảo hiểm xã hội", "quantity": book.leaves, "note": ""})
    return items
