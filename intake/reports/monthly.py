"""How does the monthly one-stop report look as a spreadsheet?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from intake.queries.monthly import NONE, Month, ReportLine

HEADS: Final = (
    "STT", "Thủ tục", "Hình thức nộp", "Đầu kỳ", "Tiếp nhận", "Trước hạn", "Đúng hạn", "Quá hạn", "Dừng giải quyết",
    "Còn hạn", "Quá hạn",
)  # fmt: skip
GROUPS: Final = ((4, 5, "Hồ sơ nhận giải quyết"), (6, 9, "Đã giải quyết trong kỳ"), (10, 11, "Đang giải quyết"))
WIDTHS: Final = (6, 52, 20, 10, 11, 11, 11, 11, 12, 11, 11)
FIRST: Final = 7
"""The row of the first line; above it stand office, title, month and two rows of heads."""
_THIN: Final = Side(style="thin")
_BOX: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRE: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)


def monthly_workbook(office: str, month: Month, lines: Sequence[ReportLine]) -> bytes:
    """An XLSX with one row a line and their sum, ready to print on one sheet of A4 across."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = f"Thang {month.month:02d}-{month.year}"
    _head(sheet, office, month)
    for number, line in enumerate(lines, start=1):
        _row(sheet, FIRST + number - 1, (number, line.procedure, line.channel, *astuple(line.flow)))
    total = sum((line.flow for line in lines), NONE)
    _row(sheet, FIRST + len(lines), ("", "Tổng cộng", "", *astuple(total)), bold=True)
    _page(sheet)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _head(sheet: Worksheet, office: str, month: Month) -> None:
    last = len(HEADS)
    titles = ((1, office, 12), (2, "BÁO CÁO TÌNH HÌNH TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ", 14), (3, f"Tháng {month}", 12))
    for row, text, size in titles:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
        cell = sheet.cell(row, 1, text)
        cell.font, cell.alignment = Font(bold=True, size=size), _CENTRE
    for column, text in enumerate(HEADS, start=1):
        grouped = any(start <= column <= end for start, end, _ in GROUPS)
        sheet.cell(FIRST - 1 if grouped else FIRST - 2, column, text)
        if not grouped:
            sheet.merge_cells(start_row=FIRST - 2, end_row=FIRST - 1, start_column=column, end_column=column)
    for start, end, text in GROUPS:
        sheet.cell(FIRST - 2, start, text)
        sheet.merge_cells(start_row=FIRST - 2, end_row=FIRST - 2, start_column=start, end_column=end)
    for row in sheet.iter_rows(FIRST - 2, FIRST - 1, 1, last):
        for cell in row:
            cell.font, cell.alignment, cell.border = Font(bold=True), _CENTRE, _BOX


def _row(sheet: Worksheet, number: int, values: Sequence[object], *, bold: bool = False) -> None:
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(number, column, value)  # type: ignore[arg-type]
        cell.border, cell.font = _BOX, Font(bold=bold)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _page(sheet: Worksheet) -> None:
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = sheet.cell(FIRST, 1)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{FIRST - 2}:{FIRST - 1}"
