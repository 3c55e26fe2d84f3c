"""What does the register (form 06) say of each dossier, as PDF and as a spreadsheet?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from bhxh_archive.documents.render import render
from bhxh_archive.documents.shapes.register import Promised, RegisterLine
from bhxh_archive.lifecycle import CLOCK_RUNS, ENDED, State
from bhxh_archive.models import Office
from bhxh_archive.workdays import VIETNAM
from intake.models import Dossier
from intake.rules import is_in_hand
from intake.rules.appointments import is_late
from intake.slips import common

COLUMNS: Final = {
    "number": ("Mã hồ sơ", 26), "procedure": ("Thủ tục", 34), "papers": ("Số giấy tờ", 10),
    "applicant": ("Người nộp", 24), "address": ("Địa chỉ, điện thoại", 40), "unit": ("Nơi giải quyết", 30),
    "received": ("Nhận hồ sơ", 17), "due": ("Hẹn trả theo quy định", 14),
    "told": ("Đã hẹn", 12), "promised": ("Hẹn lại", 12),
    "returned": ("Trả kết quả", 12), "method": ("Cách trả", 18), "timing": ("Đúng, quá hạn", 12),
    "note": ("Ghi chú", 24),
}  # fmt: skip
"""Field of a line -> heading and width of its column in the spreadsheet."""


def line_of(dossier: Dossier, today: date) -> RegisterLine:
    """One line; lateness counts by the day of the law, whatever was promised since."""
    who, returned = common.applicant(dossier), _returned(dossier)
    received = dossier.received_at.astimezone(VIETNAM) if dossier.received_at else None
    return {
        "ordinal": str(dossier.register_ordinal or ""), "number": str(dossier.number),
        "procedure": dossier.procedure.name, "papers": str(_papers(dossier) or ""),
        "applicant": who["name"], "address": "; ".join(filter(None, [who["address"], who["phone"]])),
        "unit": dossier.settling_office.name, "received": f"{received:%H:%M %d/%m/%Y}" if received else "",
        "due": _day(dossier.due_on), **_promises(dossier), "returned": _day(returned),
        "method": dossier.get_return_method_display(), "timing": timing_of(dossier, returned, today),
        "note": State(dossier.state).label if dossier.state in ENDED - {State.ARCHIVED} else "",
    }  # fmt: skip


def _promises(dossier: Dossier) -> Promised:
    """The new day of an apology (hẹn lại), or the day told on the receipt where that by the law has moved since."""
    put_off = any(row.promised_on == dossier.promised_on for row in dossier.reappointments.all())
    day = _day(dossier.promised_on)
    return {"promised": day if put_off else "", "told": "" if put_off else day}


def timing_of(dossier: Dossier, returned: date | None, today: date) -> str:
    """Trước hạn, Đúng hạn, Quá hạn of what was returned; of what is not, only that it is late."""
    if returned is None:
        late = dossier.state in CLOCK_RUNS and is_late(dossier.due_on, today)
        return "Quá hạn" if late else ""
    if is_late(dossier.due_on, returned):
        return "Quá hạn"
    return "Đúng hạn" if returned == dossier.due_on else "Trước hạn"


def _returned(dossier: Dossier) -> date | None:
    handed = getattr(dossier, "handed", [])
    return timezone.localdate(handed[0].at) if handed else None


def _papers(dossier: Dossier) -> int:
    return sum(is_in_hand(row) for row in dossier.components.all())


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _books(start: date, end: date) -> str:
    return ", ".join(common.register_book(year) for year in range(start.year, end.year + 1))


def register_pdf(office: Office, start: date, end: date, lines: Iterable[RegisterLine], at: datetime) -> bytes:
    """The register as PDF/A, landscape."""
    name = common.name_of(office)
    head: Any = {"parent": name.name, "agency": common.DESK, "dossier_number": None, "place": name.place,
                 "date": timezone.localdate(at).isoformat()}  # fmt: skip
    data = {
        "head": head,
        "start": start.isoformat(),
        "end": end.isoformat(),
        "books": _books(start, end),
        "lines": list(lines),
    }
    return render("register", data, created=at)


def register_xlsx(start: date, end: date, lines: Iterable[RegisterLine]) -> bytes:
    """The register as a spreadsheet; every cell is text, so that nothing typed by a person becomes a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sổ theo dõi hồ sơ")
    for letter, (_, width) in zip("BCDEFGHIJKLMNO", COLUMNS.values(), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "C4"
    sheet.append([_cell(sheet, "SỔ THEO DÕI HỒ SƠ", bold=True)])
    sheet.append([_cell(sheet, f"Quyển số {_books(start, end)}. Từ ngày {start:%d/%m/%Y} đến ngày {end:%d/%m/%Y}")])
    sheet.append([_cell(sheet, words, bold=True) for words in ("TT", *(words for words, _ in COLUMNS.values()))])
    for line in lines:
        ordinal = int(line["ordinal"]) if line["ordinal"] else ""
        sheet.append([ordinal, *(_cell(sheet, str(line[name])) for name in COLUMNS)])  # type: ignore[literal-required]
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(sheet: Any, text: str, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # text that begins with = would be a formula
    cell.font, cell.alignment = Font(name="Times New Roman", bold=bold), Alignment(wrap_text=not bold, vertical="top")
    return cell
