"""What must become of the social-insurance book of a dossier, and in which words is that said?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bhxh_archive.lifecycle import AFTER_RETURN, ENDED, State
from bhxh_archive.models import Office
from intake.models import BookCustody, Dossier, Procedure

End = Procedure.BookEnd
OVER: Final = AFTER_RETURN | ENDED
"""States in which nothing is worked on any more: whatever book is still here has to go."""
CONSOLIDATED: Final = AFTER_RETURN - {State.RETURNED}
"""States in which the paper file is whole: a book that is withdrawn now goes into it at once."""
WITHOUT_RESULT: Final = ENDED - {State.ARCHIVED}

FATES: Final[Mapping[str, str]] = {
    End.STAMPED: "Khi có kết quả, sổ được ghi, đóng dấu rồi trả lại; hồ sơ kết thúc không có kết quả thì trả lại ngay.",
    End.STORED: "Khi có kết quả, sổ được thu hồi, lưu cùng hồ sơ giấy; hồ sơ kết thúc không có kết quả thì trả lại.",
}
FATE: Final = "Sổ được trả lại khi trả kết quả hoặc khi hồ sơ kết thúc."
DEEDS: Final[Mapping[str, str]] = {
    End.RETURNED: "Trả sổ BHXH", End.STAMPED: "Đóng dấu, trả sổ BHXH", End.STORED: "Thu hồi sổ BHXH",
}  # fmt: skip
"""The button that does what is due."""
LEFT: Final[Mapping[str, str]] = {
    End.RETURNED: "Sổ BHXH chưa trả lại người dân.",
    End.STAMPED: "Sổ BHXH chưa ghi, đóng dấu và trả lại người dân.",
    End.STORED: "Sổ BHXH chưa thu hồi để lưu cùng hồ sơ giấy.",
}
"""What stays open beside a dossier that may be closed."""


def end_due(dossier: Dossier, *, settled: bool) -> Procedure.BookEnd:
    """What the procedure says when something was `settled`; what ended without that gives the book back as it is."""
    if dossier.state in WITHOUT_RESULT or not settled:
        return End.RETURNED
    return End(dossier.procedure.book_end or End.RETURNED)


def fate(procedure: Procedure) -> str:
    """The sentence on the receipt for the book."""
    return FATES.get(procedure.book_end, FATE)


def is_open(book: BookCustody) -> bool:
    """Whether it is a paper book that is neither given back nor withdrawn."""
    return book.form == BookCustody.Form.PAPER and book.closed_at is None and book.withdrawn_at is None


AWAY: Final = "Sổ BHXH đang ở {office}: nhận lại bằng bản bàn giao nội bộ rồi mới trả, thu hồi được."


LISTED: Final = (
    "Sổ BHXH đang ghi trong bản bàn giao {number} chờ ký nhận: hủy bản bàn giao đó ở «Bàn giao nội bộ», hoặc chờ bên "
    "nhận ký rồi nhận sổ lại."
)


def away_at(book: BookCustody, dossier: Dossier) -> Office | None:
    """The other office that signed for the book: it gives it back by a list before anything is done with it here."""
    holder = None if book.withdrawn_at else book.held_by
    return holder if holder and holder.pk != dossier.receiving_office_id else None


def where_it_is(book: BookCustody, dossier: Dossier) -> tuple[str, str]:
    """Where a paper book is, in words, and the tone of that."""
    if book.withdrawn_at:
        return ("Đã thu hồi, lưu cùng hồ sơ giấy", "good") if book.closed_at else ("Đã thu hồi, chờ lưu", "active")
    if book.closed_at:
        return ("Đã trả người dân", "good")
    return ("Đang giữ, phải trả hoặc thu hồi", "warn") if dossier.state in OVER else ("Đang giữ", "active")
