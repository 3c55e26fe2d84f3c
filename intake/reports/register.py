"""How does the register (form 06) look as a spreadsheet that can be sorted and filtered by day?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from typing import Any, Final

from openpyxl import Workbook

from bhxh_archive.spreadsheets import cell
from intake.slips.register import books

COLUMNS: Final = {
    "number": ("Mã hồ sơ", 26), "procedure": ("Thủ tục", 34), "papers": ("Số giấy tờ", 10),
    "applicant": ("Người nộp", 24), "address": ("Địa chỉ, điện thoại", 40), "unit": ("Nơi giải quyết", 30),
    "received": ("Nhận hồ sơ", 17), "due": ("Hẹn trả theo quy định", 14),
    "told": ("Đã hẹn", 12), "promised": ("Hẹn lại", 12),
    "returned": ("Trả kết quả", 12), "method": ("Cách trả", 18), "timing": ("Đúng, quá hạn", 12),
    "note": ("Ghi chú", 24),
}  # fmt: skip
"""Field of a line -> heading and width of its column in the spreadsheet."""


def register_xlsx(start: date, end: date, lines: Iterable[Mapping[str, Any]]) -> bytes:
    """The register as a spreadsheet: days and counts as such, and all else as text, so that nothing typed by a person
    becomes a formula. `lines`: the facts of each dossier."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sổ theo dõi hồ sơ")
    for letter, (_, width) in zip("BCDEFGHIJKLMNO", COLUMNS.values(), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "C4"
    sheet.append([cell(sheet, "SỔ THEO DÕI HỒ SƠ", bold=True)])
    sheet.append([cell(sheet, f"Quyển số {books(start, end)}. Từ ngày {start:%d/%m/%Y} đến ngày {end:%d/%m/%Y}")])
    sheet.append([cell(sheet, words, bold=True) for words in ("TT", *(words for words, _ in COLUMNS.values()))])
    for line in lines:
        sheet.append([cell(sheet, line[name]) for name in ("ordinal", *COLUMNS)])
    content = BytesIO()
    book.save(content)
    return content.getvalue()
