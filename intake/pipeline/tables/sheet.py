"""Which rows does a workbook hold, whatever stands in them? What their columns mean is for others to say."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any, Final

from intake.pipeline.tables.read import OLD_EXCEL, OLD_EXCEL_START, TOO_MANY
from intake.pipeline.tables.rows import MOST_LINES
from intake.pipeline.tables.xlsx import read_sheets
from intake.pipeline.verdict import Refused

_EMPTY: Final = "Bảng tính không có dòng nào."


def read_sheet(path: Path) -> dict[str, Any]:
    """`rows` of the first visible sheet that holds something, each its number and texts; `left` names the other ones
    that do. Raises Refused with what to do."""
    with path.open("rb") as file:
        if file.read(len(OLD_EXCEL_START)) == OLD_EXCEL_START:
            raise Refused("not_a_table", OLD_EXCEL)
    rows, left = list[tuple[int, list[str]]](), list[str]()
    for title, found in read_sheets(path):
        if not rows:
            rows = [(row.number, row.texts) for row in islice(found, MOST_LINES + 1)]
        elif next(found, None):
            left.append(title)
    if not rows:
        raise Refused("no_lines", _EMPTY)
    if len(rows) > MOST_LINES:
        raise Refused("too_many", TOO_MANY)
    return {"rows": rows, "left": left}
