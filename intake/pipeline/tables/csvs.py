"""How do rows come out of a CSV file, in whatever encoding it was saved?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bhxh_archive.text import nfc
from intake.pipeline.tables.cells import LONGEST, cell_text
from intake.pipeline.tables.columns import find_header
from intake.pipeline.tables.rows import MOST_COLUMNS, Flags, RawRow
from intake.pipeline.verdict import Refused

_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LOOKED_AT: Final = 60
"""Rows from which the separator is told, and whether the heading reads as Vietnamese."""
_OLD: Final = {b"H\xe4 v\xb5 t\xaan": "TCVN3 (ABC)", "Hoï vaø teân".encode("latin-1"): "VNI"}
OLD_FONT: Final = (
    "Tệp không phải Unicode{which}. Hãy mở tệp bằng đúng phông chữ, chuyển sang Unicode rồi lưu lại thành "
    "«CSV UTF-8» hoặc .xlsx."
)
_BROKEN: Final = "Tệp CSV hỏng dấu nháy kép ở gần dòng {row}. Hãy lưu lại từ bảng tính."
WINDOWS: Final = "Tệp được đọc theo bảng mã Windows-1258 (tiếng Việt); hãy xem lại dấu trong họ tên."


def read_csv(path: Path) -> tuple[Iterator[RawRow], list[str]]:
    """The rows that hold something, and what is to be said of the encoding. Raises Refused."""
    content = path.read_bytes()
    text, said = _decoded(content)
    return _rows(text), said


def _decoded(content: bytes) -> tuple[str, list[str]]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict(content, encoding), []
    if b"\x00" in content[:400]:
        return _strict(content, "utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"), []
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        return _windows(content), [WINDOWS]


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused("encoding", OLD_FONT.format(which="")) from error


def _windows(content: bytes) -> str:
    """Windows-1258, when the heading then reads as Vietnamese: names must never be taken in garbled."""
    try:
        text = nfc(content.decode("cp1258"))
    except UnicodeDecodeError as error:
        raise Refused("encoding", OLD_FONT.format(which=_which(content))) from error
    if find_header([row.texts for row, _ in zip(_rows(text), range(_LOOKED_AT), strict=False)]) is None:
        raise Refused("encoding", OLD_FONT.format(which=_which(content)))
    return text


def _which(content: bytes) -> str:
    """The old font by which the heading was typed, in words."""
    return next((f", có vẻ gõ bằng phông {name}" for sign, name in _OLD.items() if sign in content), "")


def _rows(text: str) -> Iterator[RawRow]:
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        for cells in reader:
            texts = [cell_text(cell) for cell in cells[:MOST_COLUMNS]]
            if any(texts):
                flags: Flags = {place: "long" for place, cell in enumerate(texts) if len(cell) > LONGEST}
                flags |= {place: "formula" for place, cell in enumerate(texts) if cell.startswith("=")}
                yield RawRow(reader.line_num, [cell[:LONGEST] for cell in texts], flags)
    except csv.Error as error:
        raise Refused("broken_csv", _BROKEN.format(row=reader.line_num)) from error


def _separator(text: str) -> str:
    """Whichever of ; , and tab the first rows have most of, in the row that has most."""
    first = text[:20_000].splitlines()[:_LOOKED_AT]
    return max(";,\t", key=lambda sign: max((row.count(sign) for row in first), default=0))
