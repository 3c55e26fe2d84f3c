"""What stands on the papers of the counter: cover sheet, separators, receipt?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from bhxh_archive.documents.shapes.cover_sheet import CoverComponent, CoverSheet
from bhxh_archive.documents.shapes.receipt import Receipt, RegisterPlace
from bhxh_archive.documents.shapes.separator import Separators
from bhxh_archive.errors import NotNow
from bhxh_archive.identifiers.lookup_codes import printed_code
from bhxh_archive.models import User
from bhxh_archive.text import inside
from intake import models, queries
from intake.models import BookCustody, Dossier
from intake.rules import Line, is_in_hand
from intake.slips import common
from intake.slips.rest import NAME, Rest, rest_of


def cover_sheet(dossier: Dossier, by: User) -> CoverSheet:
    """One page with the barcode that opens the dossier when it is scanned."""
    lines = [line for line in queries.checklist_of(dossier) if line.satisfied or _wanted(line)]
    head = common.head(dossier)
    return {
        "parent": head["parent"], "agency": head["agency"], "number": str(dossier.number),
        "procedure_code": dossier.procedure.code, "procedure": dossier.procedure.name,
        "person": common.beneficiary(dossier), "deceased": common.deceased(dossier),
        "received": common.local(dossier.received_at),
        "due": common.due_moment(dossier, dossier.promised_on or dossier.due_on),
        "components": [_line(line) for line in lines],
        "note": _book_note(queries.book_of(dossier)), "qr": str(dossier.number),
    }  # fmt: skip


def _wanted(line: Line) -> bool:
    """What was handed in is scanned, whether or not the answers ask for it yet."""
    return line.needed or is_in_hand(line.component)


def _line(line: Line) -> CoverComponent:
    row, counted = line.component, is_in_hand(line.component)
    return {
        "code": row.type.form_code, "name": row.type.name, "copies": row.copies if counted else None,
        "sheets": row.sheets if counted else None,
    }  # fmt: skip


def _book_note(book: BookCustody | None) -> str:
    if book is None or book.form != BookCustody.Form.PAPER:
        return ""
    return f"Sổ BHXH: nhận bản giấy {book.covers:02d} bìa, {book.leaves:02d} tờ rời, không quét."


NOTES: Final[dict[str, str]] = {
    Dossier.ReturnMethod.COUNTER: "Khi đến nhận kết quả, mang theo giấy này và căn cước hoặc căn cước công dân.",
    Dossier.ReturnMethod.POST: "Kết quả được gửi qua bưu chính đến địa chỉ đã đăng ký. Giữ giấy này để tra cứu.",
    Dossier.ReturnMethod.ONLINE: "Kết quả được trả bằng bản điện tử. Giữ giấy này để tra cứu.",
}
"""What the applicant is told at the foot of the receipt, by the way of return."""


def separators(dossier: Dossier, by: User) -> Separators:
    """One sheet with a barcode for every component that is scanned or still to be; NotNow when there is none."""
    wanted = (line for line in queries.checklist_of(dossier) if line.pages or _wanted(line))
    lines = [line for line in wanted if not line.component.type.never_scan]
    if not lines:
        raise NotNow("Hồ sơ không có thành phần nào phải quét.")
    return {
        "agency": common.name_of(dossier.receiving_office).name, "number": str(dossier.number),
        "procedure": dossier.procedure.name,
        "sheets": [{"code": line.component.type.code, "title": line.component.type.code,
                    "name": line.component.type.name} for line in lines],
    }  # fmt: skip


def receipt(dossier: Dossier, by: User) -> Receipt:
    """The newest receipt, both copies; an earlier appointment is named (form 01, Circular 03/2025/TT-VPCP)."""
    given = list(dossier.receipts.all())
    newest, before = given[-1], _told_before(dossier, given)
    return {
        "head": common.head(dossier, day=newest.at.astimezone(common.VIETNAM).date()),
        "applicant": common.applicant(dossier), "person": common.beneficiary(dossier),
        "deceased": common.deceased(dossier), "employer": common.employer(dossier),
        "request": common.request_of(dossier),
        "components": _components(dossier),
        "sets": 1, "statutory_time": _statutory_time(dossier, newest),
        "received": common.local(newest.received_at) or "", "due": common.due_moment(dossier, newest.due_on) or "",
        "previous_due": common.due_moment(dossier, before.due_on) if before else None,
        "return_method": _returned_at(dossier), "office_phone": common.phone(dossier), **_registered(dossier),
        "officer": str(newest.by),
        "notes": [*_split_off(dossier), *_counts_later(newest),
                  NOTES.get(dossier.return_method, NOTES[Dossier.ReturnMethod.COUNTER]),
                  *_how_to_look(dossier)],
        "qr": common.status_address(dossier) or None,
        "copies": 2,
    }  # fmt: skip


def _told_before(dossier: Dossier, given: Sequence[models.Receipt]) -> models.Receipt | None:
    """The last appointment before the newest that went out on paper: what nobody was told is replaced by nothing."""
    printed = dossier.issued_slips.filter(kind="receipt").values_list("at", flat=True)
    told = [row for row, later in pairwise(given) if any(row.at <= at < later.at for at in printed)]
    return told[-1] if told else None


def _components(dossier: Dossier) -> list[Any]:
    """Paper by paper, those of the lines of a list, and what was counted as a whole only."""
    papers = common.received(dossier, queries.checklist_of(dossier))
    at_lines = _papers_at_lines(dossier, {row.type.code for row in papers if is_in_hand(row)})
    book, rest = queries.book_of(dossier), rest_of(dossier, [*papers, *at_lines])
    rows = [_received(row, book) for row in papers] + _at_lines(dossier, at_lines)
    return [*rows, *([_counted_only(rest)] if rest else [])]


def _counted_only(rest: Rest) -> dict[str, Any]:
    pages = f" ({rest.pages} trang)" if rest.pages else ""
    return {"name": f"{NAME}{pages}", "kind": "", "copies": None, "sheets": rest.sheets}


def _at_lines(dossier: Dossier, papers: list[models.Component]) -> list[Any]:
    """What was counted at single lines of a list, or came along with lines that were split off: one row a paper."""
    rows: dict[str, list[models.Component]] = {}
    for paper in papers:
        rows.setdefault(common.type_name(paper.type), []).append(paper)
    there = queries.page_counts(dossier) if rows else {}
    return [_summed(name, papers, there) for name, papers in rows.items()]


def _papers_at_lines(dossier: Dossier, counted: set[str]) -> list[models.Component]:
    """`counted`: the codes of what was counted for all lines together, with whatever nobody counted at its line."""
    found = queries.list_of(dossier) if queries.has_list(dossier) else None
    papers = [line.component for line in queries.counted_at_lines(dossier)] if found else []
    if found and queries.split_from(found):
        filed = queries.papers_of_lines(dossier)
        papers += [row for row in filed if not is_in_hand(row) and row.type.code not in counted]
    return sorted(papers, key=lambda row: row.line.ordinal if row.line else 0)


def _summed(name: str, papers: list[models.Component], there: Mapping[int, int]) -> dict[str, Any]:
    """A paper has as many sheets as pages where nobody counted them."""
    lines = ", ".join(str(row.line.ordinal) for row in papers if row.line)
    sheets = sum(row.sheets or row.pages_counted or there.get(row.pk, 0) for row in papers)
    return {
        "name": f"{name}, dòng {lines}", "kind": common.paper_kind(papers[0]),
        "copies": sum(row.copies for row in papers), "sheets": sheets or None,
    }  # fmt: skip


def _counts_later(newest: models.Receipt) -> list[str]:
    """From which day the time counts where that is not the day of receipt."""
    if newest.counts_from <= newest.received_at.astimezone(common.VIETNAM).date():
        return []
    day = f"{newest.counts_from:%d/%m/%Y}"
    return [f"Thời hạn giải quyết tính từ ngày {day}, vì nhận sau giờ nhận hồ sơ hoặc vào ngày nghỉ."]


def _split_off(dossier: Dossier) -> list[str]:
    """Of a part of an employer's list: from which dossier it was split off, and who is in it."""
    found = getattr(dossier, "employer_list", None)
    parent = queries.split_from(found) if found else None
    if found is None or parent is None:
        return []
    return [f"Tách từ hồ sơ {parent}, gồm: {common.names_on(found)}."]


def _statutory_time(dossier: Dossier, newest: models.Receipt) -> str:
    """The time of the dossier's case, and which case that is."""
    term = queries.term_of(dossier)
    said = common.statutory_time(dossier.procedure, extended=newest.extended, term=term)
    return f"{said} ({inside(term.name)})" if term and not newest.extended else said


def _returned_at(dossier: Dossier) -> str:
    """The way of return and the place: the counter's own, or where the post brings it."""
    place = dossier.return_address
    if dossier.return_method == Dossier.ReturnMethod.COUNTER and not place:
        office = common.name_of(dossier.receiving_office)
        place = ", ".join(filter(None, [common.DESK, office.name, office.address]))
    return ", ".join(filter(None, [dossier.get_return_method_display(), place]))


def _registered(dossier: Dossier) -> RegisterPlace:
    """Book and ordinal of the register."""
    if dossier.register_ordinal is None or dossier.register_year is None:
        return {"register_book": "", "register_ordinal": ""}
    return {
        "register_book": common.register_book(dossier.register_year),
        "register_ordinal": f"{dossier.register_ordinal:04d}",
    }


def _how_to_look(dossier: Dossier) -> list[str]:
    """Where the applicant sees the step of the dossier; nothing while no public address is set."""
    if not common.status_address(dossier):
        return []
    where, code = common.status_base().partition("://")[2], printed_code(str(dossier.status_code))
    return [f"Tra cứu tiến độ: quét mã QR, hoặc nhập {code} tại {where}."]


def _received(row: Any, book: BookCustody | None) -> Any:
    name = common.paper_name(row)
    if row.type.never_scan and book and book.form == BookCustody.Form.PAPER:
        name = f"Sổ bảo hiểm xã hội ({book.covers:02d} bìa sổ, {book.leaves:02d} tờ rời)"
    return {"name": name, "kind": common.paper_kind(row), "copies": row.copies, "sheets": row.sheets or None}
