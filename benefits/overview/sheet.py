"""The overview as a spreadsheet; apart, since openpyxl is slow to load and every process knows the queues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, Final

from django.utils import timezone
from openpyxl import Workbook

from benefits.overview import Load
from bhxh_archive.spreadsheets import cell

HEADS: Final = ("Tổng số", "Quá hạn", "Hôm nay", "Trong 7 ngày", "Lâu nhất (ngày)")


def overview_xlsx(stages: Sequence[Load], officers: Sequence[Load], unanswered: str = "") -> bytes:
    """Both tables, one below the other; between them what is said of answers that have not come in time."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Tổng quan")
    sheet.column_dimensions["A"].width = 34
    sheet.append([cell(sheet, f"TỔNG QUAN CÔNG VIỆC NGÀY {timezone.localdate():%d/%m/%Y}", bold=True)])
    _table(sheet, "Bước", stages)
    if unanswered:
        sheet.append([cell(sheet, f"{unanswered}.")])
    sheet.append([])
    _table(sheet, "Người đang giữ hồ sơ", officers)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _table(sheet: Any, head: str, loads: Iterable[Load]) -> None:
    sheet.append([cell(sheet, text, bold=True) for text in (head, *HEADS)])
    for one in loads:
        sheet.append([cell(sheet, value) for value in (one.label, one.total, one.late, one.today, one.week, one.days)])
