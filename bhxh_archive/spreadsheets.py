"""How does a value stand in a cell of a spreadsheet that we hand out?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DAY: Final = "dd/mm/yyyy"
_MOMENT: Final = "hh:mm dd/mm/yyyy"


def cell(sheet: Any, value: Any, *, bold: bool = False) -> WriteOnlyCell:
    """Days, moments and numbers as such, all else as text: nothing that a person typed becomes a formula."""
    made = WriteOnlyCell(sheet, value.replace(tzinfo=None) if isinstance(value, datetime) else value)
    if isinstance(value, str):
        made.data_type = "s"  # text that begins with = would be a formula
    elif isinstance(value, date):
        made.number_format = _MOMENT if isinstance(value, datetime) else _DAY
    elif isinstance(value, int):
        made.number_format = "#,##0"
    made.font, made.alignment = Font(name="Times New Roman", bold=bold), Alignment(wrap_text=not bold, vertical="top")
    return made
