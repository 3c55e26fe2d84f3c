"""How do rows come out of an XLSX workbook? Formulas are never computed; merged cells hold one text for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import repeat
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl

from intake.pipeline.tables.cells import LONGEST, cell_text
from intake.pipeline.tables.rows import ACROSS, MERGED, MOST_COLUMNS, Flags, RawRow
from intake.pipeline.tables.zips import BROKEN, Merge, check_workbook, look_into, within
from intake.pipeline.verdict import Refused


def read_sheets(path: Path) -> Iterator[tuple[str, Iterator[RawRow]]]:
    """Of each visible sheet its name and the rows that hold something. Raises Refused, also while rows are drawn."""
    check_workbook(path)
    with path.open("rb") as file, closing(_open(file, values=True)) as book:
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                yield sheet.title, _guarded(_rows(path, sheet))


def _open(file: BinaryIO, *, values: bool) -> Any:
    """An open file, as the library would judge a path by its ending."""
    try:
        return openpyxl.load_workbook(file, read_only=True, data_only=values, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # the library raises whatever its parsers raise
        raise Refused("broken_workbook", BROKEN) from error


def _guarded(rows: Iterator[RawRow]) -> Iterator[RawRow]:
    try:
        yield from rows
    except (Refused, MemoryError):
        raise
    except Exception as error:
        raise Refused("broken_workbook", BROKEN) from error


def _rows(path: Path, sheet: Any) -> Iterator[RawRow]:
    merges, formulas = look_into(path, sheet._worksheet_path)
    spread = _Spread(merges)
    pairs = zip(_cells(sheet), _formulas(path, sheet.title, formulas), strict=False)
    for number, (cells, written) in enumerate(pairs, start=1):
        texts = [cell_text(cell.value) for cell in cells]
        flags = _flags(cells, texts, written)
        texts = spread.row(number, [text[:LONGEST] for text in texts])
        if any(texts):
            yield RawRow(number, texts, spread.marks() | flags)


def _cells(sheet: Any) -> Iterator[Sequence[Any]]:
    sheet.reset_dimensions()  # what the file says of its own size is not believed
    return (row[:MOST_COLUMNS] for row in sheet.iter_rows())


def _formulas(path: Path, title: str, there: bool) -> Iterator[Sequence[Any]]:
    """The same rows once more with the formulas instead of their last results, where there are any."""
    if not there:
        yield from repeat(())
    with path.open("rb") as file, closing(_open(file, values=False)) as book:
        yield from _cells(book[title])


def _flags(cells: Sequence[Any], texts: list[str], written: Sequence[Any]) -> Flags:
    """Marks long cells, errors, and formulas without a result: of these the formula becomes the text."""
    flags: Flags = {place: "long" for place, text in enumerate(texts) if len(text) > LONGEST}
    flags |= {place: "error" for place, cell in enumerate(cells) if cell.data_type == "e"}
    for place, cell in enumerate(written):
        if cell.data_type == "f" and not texts[place]:
            texts[place], flags[place] = cell_text(getattr(cell.value, "text", cell.value)), "formula"
    return flags


class _Spread:
    """Gives every merged cell the text of its first one, row by row."""

    def __init__(self, merges: Sequence[Merge]) -> None:
        self.starting: dict[int, list[Merge]] = defaultdict(list)
        for merge in merges:
            self.starting[merge.top].append(merge)
        self.open: list[tuple[Merge, str]] = []

    def row(self, number: int, texts: list[str]) -> list[str]:
        fresh = [(merge, texts[merge.left - 1]) for merge in self.starting.get(number, ()) if merge.left <= len(texts)]
        self.open = [(merge, text) for merge, text in self.open if within(merge, number)] + fresh
        for merge, text in self.open:
            texts += [""] * (min(merge.right, MOST_COLUMNS) - len(texts))
            for place in range(merge.left - 1, min(merge.right, MOST_COLUMNS)):
                texts[place] = texts[place] or text
        return texts

    def marks(self) -> Flags:
        """The cells of the row last read that share their text with other rows, or with the cell on their left, each
        with the merged range."""
        return {
            place: f"{MERGED if place == merge.left - 1 else ACROSS}{merge.name}"
            for merge, text in self.open
            for place in range(merge.left - 1, min(merge.right, MOST_COLUMNS))
            if text and (place >= merge.left or merge.bottom > merge.top)
        }
