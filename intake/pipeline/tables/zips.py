"""Is a workbook safe to open, and what of it does its library not tell: merged cells, whether there are formulas?"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from openpyxl.utils.cell import get_column_letter, range_boundaries

from intake.pipeline.tables.rows import MOST_COLUMNS
from intake.pipeline.verdict import Refused

MIB: Final = 1024 * 1024
MOST_PARTS: Final = 5000
MOST_UNPACKED: Final = 400 * MIB
MOST_MERGES: Final = 100_000
_CHUNK: Final = MIB
_OVERLAP: Final = 400
_MERGE: Final = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="(\$?[A-Z]{1,3}\$?\d{1,7}:\$?[A-Z]{1,3}\$?\d{1,7})"')
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[ >/]")
BROKEN: Final = "Không mở được bảng tính: tệp hỏng hoặc chưa tải xong. Hãy mở bằng bảng tính rồi lưu lại thành .xlsx."
_BOMB: Final = "Bảng tính giải nén ra quá lớn (hơn 400 MB) nên không được mở. Hãy xóa các trang tính và hình không cần."
_ENTITIES: Final = "Bảng tính chứa khai báo XML không được phép. Hãy mở bằng bảng tính rồi lưu lại thành .xlsx."
_NO_BOOK: Final = "Tệp nén này không phải bảng tính .xlsx. Hãy mở bằng bảng tính rồi lưu lại thành .xlsx."


@dataclass(frozen=True, slots=True)
class Merge:
    """Merged cells; rows and columns from 1."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def name(self) -> str:
        """As the spreadsheet writes it: `B20:B21`."""
        return f"{get_column_letter(self.left)}{self.top}:{get_column_letter(self.right)}{self.bottom}"


def check_workbook(path: Path) -> None:
    """Raises Refused for a zip that is no workbook, unpacks to too much, or brings entities along."""
    try:
        with zipfile.ZipFile(path) as book:
            parts = book.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Refused("bomb", _BOMB)
            if "xl/workbook.xml" not in book.namelist():
                raise Refused("no_workbook", _NO_BOOK)
            _refuse_entities(book)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise Refused("broken_workbook", BROKEN) from error


def _refuse_entities(book: zipfile.ZipFile) -> None:
    for part in book.infolist():
        if part.filename.endswith((".xml", ".rels")):
            with book.open(part) as stream:
                if b"<!DOCTYPE" in stream.read(4096):
                    raise Refused("entities", _ENTITIES)


def look_into(path: Path, sheet: str) -> tuple[list[Merge], bool]:
    """The merged cells of a sheet (by its name inside the zip) that can matter, and whether it has formulas."""
    merges: dict[bytes, None] = {}
    formulas, rest = False, b""
    with zipfile.ZipFile(path) as book, book.open(sheet) as stream:
        while chunk := stream.read(_CHUNK):
            seen = rest + chunk
            formulas = formulas or _FORMULA.search(seen) is not None
            merges |= dict.fromkeys(_MERGE.findall(seen))
            rest = seen[-_OVERLAP:]
            if len(merges) > MOST_MERGES:
                raise Refused("merges", "Trang tính có quá nhiều ô gộp. Hãy bỏ gộp ô rồi lưu lại.")
    return [Merge(*range_boundaries(ref.decode())) for ref in merges], formulas


def within(merge: Merge, row: int) -> bool:
    """Whether the merge reaches this row, inside the columns that are read."""
    return merge.top <= row <= merge.bottom and merge.left <= MOST_COLUMNS
