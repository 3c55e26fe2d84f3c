"""How do many signed documents become one file for the printer, with every stamp on the page?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pikepdf

_A4: Final = (595, 842)


def write_pile(documents: Sequence[Path], target: Path, *, duplex: bool) -> int:
    """Lay the documents one behind the other, the same one as often as it is named; returns how many pages that makes.

    Signature fields become plain drawing, as a printer shows them: the file is paper to be, no electronic document.
    `duplex`: after an odd number of pages comes a blank one, so that no two documents share a sheet.
    """
    blank = _blank(target.with_suffix(".blank.pdf"))
    pages = {path: _pages(path) for path in set(documents)}
    laid = [part for path in documents for part in _laid(path, pages[path], blank if duplex else None)]
    names = ("--pages", *map(str, laid), "--", "--flatten-annotations=print")
    pikepdf.Job(["qpdf", "--empty", *names, str(target)]).run()
    blank.unlink()
    return sum(pages.get(part, 1) for part in laid)


def _laid(path: Path, pages: int, blank: Path | None) -> list[Path]:
    return [path, blank] if blank and pages % 2 else [path]


def _pages(path: Path) -> int:
    with pikepdf.open(path) as document:
        return len(document.pages)


def _blank(path: Path) -> Path:
    with pikepdf.new() as document:
        document.add_blank_page(page_size=_A4)
        document.save(path)
    return path
