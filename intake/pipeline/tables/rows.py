"""What is a row of a table, and what was read of a whole file?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

MOST_LINES: Final = 50_000
MOST_COLUMNS: Final = 60

Flags = dict[int, str]
"""Column (from 0) -> what is wrong with the cell itself: formula, error, long, `merged B20:B21` with other rows, or
`across B20:C20` where it shows the text of a cell on its left."""
MERGED: Final = "merged "
ACROSS: Final = "across "


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row of the sheet that holds something; `number` as the spreadsheet counts (from 1)."""

    number: int
    texts: list[str]
    flags: Flags = field(default_factory=dict)


@dataclass(slots=True)
class Table:
    """The lines below the heading. Each line: row number, field -> text, field -> flag.

    `skipped` are rows that are no person (headings, totals, signatures), with their text; `said` what the reader wants
    known about the file as a whole.
    """

    columns: list[str]
    lines: list[tuple[int, dict[str, str], dict[str, str]]]
    skipped: list[tuple[int, str]]
    said: list[str]

    def as_json(self) -> dict[str, Any]:
        return {"columns": self.columns, "lines": self.lines, "skipped": self.skipped, "said": self.said}
