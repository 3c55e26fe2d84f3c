"""Which spreadsheets do the tests send: small employers' lists as a bookkeeper makes them?"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

HEAD = ["STT", "Họ và tên", "Mã số BHXH", "Từ ngày", "Đến ngày", "Tổng số", "Ghi chú"]
LAN = ["1", "Nguyễn Thị Lan", "3105000101", "01/10/2026", "05/10/2026", "5", ""]
NAM = ["2", "Trần Văn Nam", "3105000102", "03/10/2026", "04/10/2026", "2", "viêm họng"]
HEN = ["3", "H'Hen Niê", "", "10/10/2026", "12/10/2026", "3", ""]
"""The last one has no number: her line is to be mended."""
UNIT = {"unit_name": "Công ty May Mẫu", "unit_code": "TA0001A", "period": "2026-10", "batch": 1}


def xlsx(*rows: Sequence[Any], merged: Sequence[str] = ()) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def csv(*rows: Sequence[str], encoding: str = "utf-8", sign: str = ";") -> bytes:
    return "\r\n".join(sign.join(row) for row in rows).encode(encoding)


def rows_of(content: bytes) -> list[list[str]]:
    """What a workbook that we gave out says, row by row."""
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    return [[str(cell) if cell is not None else "" for cell in row] for row in sheet.iter_rows(values_only=True)]


def people(number: int) -> list[list[str]]:
    """So many sound lines."""
    return [[str(n), f"Nguyễn Văn Mẫu {chr(65 + n % 26)}", f"{3200000000 + n}", "01/10/2026", "03/10/2026", "3", ""]
            for n in range(1, number + 1)]  # fmt: skip
