"""How does a file that holds a contribution history become text, a line for each of its rows?"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benefits.reading import Unreadable
from bhxh_archive.history_headings import COLUMNS
from bhxh_archive.models import Office
from bhxh_archive.parameters import headings_key, parameter, values_in_force
from intake.pipeline.sandbox import sheet_of_file
from intake.pipeline.verdict import Refused

MOST_BYTES: Final = 1024 * 1024
_WORKBOOKS: Final = (b"PK", b"\xd0\xcf\x11\xe0")
"""How a spreadsheet begins, new or old."""
_TOO_LARGE: Final = "Tệp lớn hơn 1 MB. Hãy kiểm tra lại tệp: chỉ cần quá trình đóng của một người."
_NOT_UTF8: Final = "Tệp không ở mã UTF-8. Hãy lưu lại từ bảng tính theo dạng «CSV UTF-8» hoặc .xlsx."


@dataclass(frozen=True)
class FileText:
    """The rows as text, and what the officer must know of the rest of the file; "" for nothing."""

    text: str
    said: str = ""


def headings_in(office: Office) -> dict[str, str]:
    """Field -> the headings by which this office knows its column today."""
    keys = {field: headings_key(field) for field in COLUMNS}
    values = values_in_force(keys.values(), office=office)
    return {field: values[key] for field, key in keys.items()}


def smallest_in(office: Office) -> int:
    """The đồng a month below which nothing that stands in a history is a salary; 0 where the office sets no such."""
    return int(parameter("smallest_salary", office=office))


def text_of(content: bytes) -> FileText:
    """Of a CSV file (UTF-8) or a workbook (.xlsx). Raises Unreadable with what to do."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_TOO_LARGE)
    if content.startswith(_WORKBOOKS):
        return _of_workbook(content)
    try:
        return FileText(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unreadable(_NOT_UTF8) from error


def _of_workbook(content: bytes) -> FileText:
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as copy:
        copy.write(content)
        copy.flush()
        try:
            sheet = sheet_of_file(Path(copy.name))
        except Refused as refused:
            raise Unreadable(refused.verdict.message) from refused
    text, left = _as_text(sheet["rows"]), ", ".join(f"«{title}»" for title in sheet["left"])
    if len(text) > MOST_BYTES:  # much may be packed into little
        raise Unreadable(_TOO_LARGE)
    return FileText(text, f"Chỉ đọc trang tính đầu có dữ liệu; chưa đọc {left}." if left else "")


def _as_text(rows: Sequence[tuple[int, list[str]]]) -> str:
    """Parted by tabs; a row keeps its number, so that an error is looked up in the spreadsheet where it was told."""
    out, at = io.StringIO(newline=""), 1
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    for number, texts in rows:
        out.write("\n" * (number - at))
        writer.writerow(texts)
        at = number + 1
    return out.getvalue()
