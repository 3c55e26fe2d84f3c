"""Which lines does an employer's file hold, under which headings, and which rows are no lines?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Final

from bhxh_archive.text import fold
from intake.pipeline.tables.columns import OURS, find_header
from intake.pipeline.tables.csvs import read_csv
from intake.pipeline.tables.rows import MOST_LINES, RawRow, Table
from intake.pipeline.tables.xlsx import read_sheets
from intake.pipeline.verdict import Refused

_AHEAD: Final = 60
OLD_EXCEL: Final = (
    "Đây là tệp .xls đời cũ hoặc tệp có mật khẩu. Hãy mở bằng bảng tính, bỏ mật khẩu rồi lưu lại thành .xlsx."
)
_NOT_A_TABLE: Final = "Đây không phải bảng tính. Hãy gửi danh sách 01B-HSB dạng .xlsx hoặc .csv."
_NO_HEADER: Final = (
    "Không tìm thấy dòng tiêu đề. Cần có cột «Họ và tên» cùng «Mã số BHXH», «Từ ngày», «Đến ngày» bằng chữ Unicode; "
    "hãy tải mẫu 01B-HSB để đối chiếu."
)
_ONE_SHEET: Final = (
    "Chỉ đọc trang tính đầu có danh sách; chưa đọc {sheets}. Cần nhập cả các trang đó thì dồn vào một trang hoặc lưu "
    "riêng thành tệp khác rồi nhập tiếp."
)
_NO_WORKBOOK: Final = "Nếu là tệp .xlsx thì tệp đã hỏng: mở bằng bảng tính rồi lưu lại."
TOO_MANY: Final = "Tệp có hơn 50.000 dòng. Hãy chia thành nhiều tệp rồi nhập lần lượt."
_NO_LINES: Final = "Tệp có dòng tiêu đề nhưng không có dòng nào bên dưới."
OLD_EXCEL_START: Final = b"\xd0\xcf\x11\xe0"
_SIGNS: Final = ((OLD_EXCEL_START, OLD_EXCEL), (b"%PDF", _NOT_A_TABLE), (b"\xff\xd8\xff", _NOT_A_TABLE),
                 (b"\x89PNG", _NOT_A_TABLE))  # fmt: skip
_WHO: Final = ("insurance_number", "personal_id", "starts", "ends")
_HEADING: Final = re.compile(r"(phan \d|[a-z] |[ivx]+ )?.*\b(che do|om dau|con om|thai san|duong suc|phan \d)\b")
_TOTAL: Final = re.compile(r"(cong|tong cong|tong so)\b")
_FOOT: Final = re.compile(r"\b(nguoi lap|thu truong|giam doc|ke toan|ky ten|ghi ro ho ten|nguoi dai dien)\b|"
                          r"\bngay\b.*\bthang\b.*\bnam\b")  # fmt: skip
_FIGURE: Final = re.compile(r"=.*|[^a-zA-ZÀ-ỹ]*\d[^a-zA-ZÀ-ỹ]*")
"""What stands in a column of numbers or days of a person; a signature that reaches into it has letters."""
_COLUMN_NUMBER: Final = re.compile(r"\(?([0-9]{1,2}|[A-Z])\)?")


def read_table(path: Path) -> Table:
    """The lines of the first sheet that has a list; another sheet with one is named. Raises Refused with what to do."""
    with path.open("rb") as file:
        start = file.read(8)
    for sign, message in _SIGNS:
        if start.startswith(sign):
            raise Refused("not_a_table", message)
    is_workbook = start.startswith(b"PK")
    if is_workbook:
        table = _of_workbook(path)
    else:
        rows, said = read_csv(path)
        table = _table(rows, said)
    if table is None:
        raise Refused("no_header", _NO_HEADER if is_workbook else f"{_NO_HEADER} {_NO_WORKBOOK}")
    if not table.lines:
        raise Refused("no_lines", _NO_LINES)
    return table


def _of_workbook(path: Path) -> Table | None:
    """One list a file: months on end may lie in one workbook, and nobody asked for the others."""
    table, left = None, []
    for title, rows in read_sheets(path):
        if table is None or not table.lines:
            table = _table(rows, []) or table
        elif _has_lines(rows):
            left.append(f"«{title}»")
    if table and left:
        table.said.append(_ONE_SHEET.format(sheets=", ".join(left)))
    return table


def _has_lines(rows: Iterator[RawRow]) -> bool:
    """Whether a list stands on a sheet; one that breaks off may hold one, and is named."""
    try:
        table = _table(islice(rows, _AHEAD), [])
    except Refused:
        return True
    return bool(table and table.lines)


def _table(rows: Iterator[RawRow], said: list[str]) -> Table | None:
    ahead = list(islice(rows, _AHEAD))
    header = find_header([row.texts for row in ahead])
    if header is None:
        return None
    start, depth, columns = header
    table = Table(columns, [], [], said)
    section: dict[str, str] = {}
    for row in chain(ahead[start + depth :], rows):
        if _only_numbered(row, columns):
            continue
        if found := _no_line(row, columns):
            table.skipped.append((row.number, found[:200]))
            section |= _section(found)
        else:
            table.lines.append(_line(row, columns, section))
        if len(table.lines) > MOST_LINES:
            raise Refused("too_many", TOO_MANY)
    return table


def _line(row: RawRow, columns: list[str], section: dict[str, str]) -> tuple[int, dict[str, str], dict[str, str]]:
    named = list(zip(columns, row.texts, strict=False))
    cells = {name: text for name, text in named if name and text}
    beyond = {f"+Cột {place + 1}": text for place, text in enumerate(row.texts) if text
              and (place >= len(columns) or not columns[place])}  # fmt: skip
    flags = {columns[place]: flag for place, flag in row.flags.items() if place < len(columns) and columns[place]}
    return row.number, section | cells | beyond, flags


def _no_line(row: RawRow, columns: list[str]) -> str:
    """The text of a row that is a heading, a total, a row of column numbers or part of the signatures; else ""."""
    filled = [(name, text) for name, text in zip(columns, row.texts, strict=False) if text and name not in OURS]
    distinct = list(dict.fromkeys(text for _, text in filled))
    said = " ".join(distinct)
    if len(filled) > 2 and all(map(_COLUMN_NUMBER.fullmatch, distinct)):
        return said
    spread = len(filled) > len(distinct) and len(distinct) <= 2
    if any(name in _WHO and _FIGURE.fullmatch(text) for name, text in filled) and not spread:
        return ""
    words = fold(said)
    if len(distinct) <= 2 and _HEADING.match(words):
        return said
    return said if _TOTAL.match(words) or _FOOT.search(words) else ""


def _only_numbered(row: RawRow, columns: list[str]) -> bool:
    """A row of a form that nobody filled in: its number stands there already."""
    filled = [name for name, text in zip(columns, row.texts, strict=False) if text]
    return filled == ["ordinal"] and not any(row.texts[len(columns) :])


def _section(heading: str) -> dict[str, str]:
    """What a heading says of all lines below it: the part of the form, the benefit."""
    words = fold(heading)
    part = re.search(r"\bphan (\d|i{1,3})\b", words)
    said = {"part": {"i": "1", "ii": "2"}.get(part[1], part[1])} if part else {}
    about = re.search(r"\b(om dau|con om|thai san|duong suc)\b", words)
    return said | ({"benefit": heading[:100]} if about and not part else {})
