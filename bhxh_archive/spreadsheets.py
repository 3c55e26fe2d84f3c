"""How does a list, and each value in it, stand in a spreadsheet that we hand out?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DAY: Final = "dd/mm/yyyy"
_MOMENT: Final = "hh:mm dd/mm/yyyy"


def list_xlsx(
    name: str, title: str, under: str, heads: Sequence[tuple[str, int]], rows: Iterable[Iterable[Any]]
) -> bytes:
    """A list of one sheet: title, the line under it, headings with the widths of their columns, one row a thing."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    for place, (_, width) in enumerate(heads, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A4"
    sheet.append([cell(sheet, title, bold=True)])
    sheet.append([cell(sheet, under)])
    sheet.append([cell(sheet, words, bold=True) for words, _ in heads])
    for row in rows:
        sheet.append([cell(sheet, value) for value in row])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _fit(value: Any) -> Any:
    """What a cell can hold: no control character, no zone of time."""
    if isinstance(value, str):
        return ILLEGAL_CHARACTERS_RE.sub("", value)
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


def cell(sheet: Any, value: Any, *, bold: bool = False) -> WriteOnlyCell:
    """Days, moments and numbers as such, all else as text: nothing that a person typed becomes a formula."""
    made = WriteOnlyCell(sheet, _fit(value))
    if isinstance(value, str):
        made.data_type = "s"  # text that begins with = would be a formula
    elif isinstance(value, date):
        made.number_format = _MOMENT if isinstance(value, datetime) else _DAY
    elif isinstance(value, int):
        made.number_format = "#,##0"
    made.font, made.alignment = Font(name="Times New Roman", bold=bold), Alignment(wrap_text=not bold, vertical="top")
    return made
