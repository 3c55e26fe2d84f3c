"""What stands in the register of outgoing documents (sổ đăng ký văn bản đi): what was issued, lost and used outside?

NĐ 30/2020 art. 15 and 18: one series a year for paper and electronic documents, every number explained.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Any, Final

from django.utils import timezone
from django.utils.timezone import localdate

from benefits.issued.deliveries import OF_DOSSIER
from benefits.issued.standing import Remark, document_of, remarks_on
from benefits.models import PreparedDocument, ResultDelivery
from benefits.queries import issued_documents, verification_letters
from benefits.series import SERIES_NAMES, series_of
from bhxh_archive.forms_in_force import render
from bhxh_archive.models import NumberGap, Office, OutsideNumbers
from bhxh_archive.spreadsheets import list_xlsx
from intake.models import ResultVersion
from intake.slips import common

Document = tuple[int, str, str]
"""Dossier id, kind and number: both what was prepared and the result it became have them."""
Place = tuple[int, int, str, int]
"""Where a number stands in the register: year, place of its series among ours, code of the series, number."""
HEADS: Final = (
    ("Số, ký hiệu", 20), ("Ngày văn bản", 14), ("Tên loại, trích yếu", 60), ("Người ký", 24), ("Nơi nhận", 36),
    ("Nơi lưu", 28), ("Số bản in", 10), ("Ghi chú", 40),
)  # fmt: skip


@dataclass(frozen=True)
class OutgoingLine:
    """One number of the register in words, in the order of HEADS; `dated` None where nobody knows the day."""

    number: str
    dated: date | None
    summary: str
    signer: str = ""
    recipients: str = ""
    kept: str = ""
    copies: int | None = None
    note: str = ""


def outgoing_lines(office: Office, start: date, end: date) -> list[OutgoingLine]:
    """What left the office in the period, the numbers lost and those used outside, as they follow each other in the
    book of a year and series; eight queries."""
    issued = issued_documents([office.pk], start, end).select_related(
        "draft__dossier__employer_list", "draft__receiver", "draft__kind", "signer"
    )
    rows = list(issued.prefetch_related("draft__dossier__persons"))
    told, remarks = _receipts(rows), remarks_on({row.draft.dossier_id for row in rows})
    issues = ((_place_of(row), _issued(row, told, remarks.get(document_of(row), ()))) for row in rows)
    placed = [*issues, *_asked(office, start, end), *_lost(office, start, end), *_outside(office, start, end)]
    return [line for _, line in sorted(placed, key=itemgetter(0))]


def _place_of(row: PreparedDocument) -> Place:
    return _place(row.dated.year, series_of(row.draft.kind), int(row.number.split("/")[0]))


def _place(year: int, code: str, number: int) -> Place:
    return year, (*SERIES_NAMES, code).index(code), code, number


def _receipts(rows: Sequence[PreparedDocument]) -> dict[Document, str]:
    """Who in the house has received which of these documents, and who has not."""
    sent = ResultDelivery.objects.filter(**{f"{OF_DOSSIER}__in": {row.draft.dossier_id for row in rows}})
    told: dict[Document, list[str]] = {}
    for row in sent.select_related("version__result", "office").prefetch_related("office__names"):
        result = row.version.result
        said = f"nhận {localdate(row.received_at):%d/%m/%Y}" if row.received_at else "chưa nhận"
        told.setdefault((result.dossier_id, result.kind, result.number), []).append(f"{row.addressee} {said}")
    return {document: "; ".join(said) for document, said in told.items()}


def _issued(row: PreparedDocument, told: Mapping[Document, str], remarks: Iterable[Remark]) -> OutgoingLine:
    form = _FORMS[row.on_paper]  # type: ignore[attr-defined]  # annotated
    said = [form, *(remark.text for remark in remarks), told.get((row.draft.dossier_id, row.kind, row.number), "")]
    note = ". ".join(filter(None, said))
    return OutgoingLine(
        row.number, row.dated, f"{row.title} ({_about(row)})", row.signer.full_name, _recipients(row),
        f"Hồ sơ {row.draft.dossier}", row.copies, note,  # type: ignore[attr-defined]  # annotated
    )  # fmt: skip


_FORMS: Final = {False: "Văn bản điện tử", True: ResultVersion.Stage.PAPER_COPY.label}


def _about(row: PreparedDocument) -> str:
    """Who receives it; of a list the employer."""
    if row.draft.receiver:
        return row.draft.receiver.full_name
    people = [person.full_name for person in row.draft.dossier.persons.all()]
    return common.employer(row.draft.dossier) or ", ".join(people[:1])


def _recipients(row: PreparedDocument) -> str:
    papers = (row.draft.frozen or {}).get("papers", [])
    main: dict[str, Any] = next((paper["data"] for paper in papers if paper["main"]), {})
    return "; ".join(main.get("recipients", []))


def _asked(office: Office, start: date, end: date) -> Iterator[tuple[Place, OutgoingLine]]:
    """Letters that ask another body: signed with ink, so that nobody here knows by whom, nor how many copies."""
    for letter in verification_letters(office, start, end):
        slip, dossier = letter.slip, letter.request.dossier
        assert slip, "only numbered letters are asked for"
        summary = f"Công văn đề nghị xác minh ({common.whose(dossier)})"
        line = OutgoingLine(str(slip), localdate(slip.at), summary, recipients=letter.agency, kept=f"Hồ sơ {dossier}",
                            note="Ký, đóng dấu trên giấy")  # fmt: skip
        yield _place(slip.year, slip.series, slip.number), line


def _lost(office: Office, start: date, end: date) -> Iterator[tuple[Place, OutgoingLine]]:
    rows = NumberGap.objects.filter(office=office, code__in=SERIES_NAMES, year__range=(start.year, end.year))
    for gap in rows:
        if start <= (day := _day_in_book(gap)) <= end:
            line = OutgoingLine(f"{gap.number:02d}", day, f"{SERIES_NAMES[gap.code]}: số bỏ trống", note=gap.reason)
            yield _place(gap.year, gap.code, gap.number), line


def _outside(office: Office, start: date, end: date) -> Iterator[tuple[Place, OutgoingLine]]:
    rows = OutsideNumbers.objects.filter(office=office, withdrawn_at=None, year__range=(start.year, end.year))
    for block in rows:
        if start <= _day_in_book(block) <= end:
            summary = f"{SERIES_NAMES.get(block.code, block.code)} năm {block.year}: số dùng ngoài phần mềm"
            line = OutgoingLine(block.numbers, None, summary, note=block.note)
            yield _place(block.year, block.code, block.first), line


def _day_in_book(row: NumberGap | OutsideNumbers) -> date:
    """A number stands in the book of its own year: on the day it was written down, or at the end of a year gone by."""
    day = localdate(row.at)
    return day if day.year == row.year else date(row.year, 12, 31)


def outgoing_xlsx(office: Office, start: date, end: date, lines: Iterable[OutgoingLine]) -> bytes:
    """The register as a spreadsheet: days and counts as such, all else as text."""
    under = f"Từ ngày {start:%d/%m/%Y} đến ngày {end:%d/%m/%Y}"
    return list_xlsx("Sổ văn bản đi", f"SỔ ĐĂNG KÝ VĂN BẢN ĐI - {office.name}", under, HEADS, map(astuple, lines))


def outgoing_pdf(office: Office, start: date, end: date, lines: Sequence[OutgoingLine], at: datetime) -> bytes:
    """The register as PDF/A, landscape, to be printed and bound."""
    name = common.name_of(office)
    head: Any = {"parent": name.parent_name, "agency": name.name, "dossier_number": None, "place": name.place,
                 "date": timezone.localdate(at).isoformat()}  # fmt: skip
    data = {"head": head, "start": start.isoformat(), "end": end.isoformat(), "lines": [_printed(row) for row in lines]}
    return render("outgoing_register", data, created=at)


def _printed(line: OutgoingLine) -> dict[str, str]:
    return {
        "number": line.number, "dated": f"{line.dated:%d/%m/%Y}" if line.dated else "", "summary": line.summary,
        "signer": line.signer, "recipients": line.recipients, "kept": line.kept,
        "copies": "" if line.copies is None else str(line.copies), "note": line.note,
    }  # fmt: skip
