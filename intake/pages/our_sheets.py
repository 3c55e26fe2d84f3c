"""Which pages of a file bear the code of a cover, a separator or a supplement slip of ours, or one nobody can read?"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from bhxh_archive.documents.sheet_codes import parse
from intake.pages.drawing import limits
from intake.pipeline.sandbox import codes_of_file
from intake.pipeline.verdict import Refused


class OurSheets(NamedTuple):
    """Indexes of pages from 0: those whose code was `read`, and those on which there seems to be one that was not, or
    which are black or damaged."""

    read: list[int]
    unread: list[int]


def our_sheets(path: Path, media_type: str, only: range | None = None) -> OurSheets:
    """Those of the file, among `only` where it is given; none of a file that can't be read, for what is wrong with it
    is said where it is examined."""
    try:
        found = codes_of_file(path, media_type, limits(), only)
    except Refused:
        return OurSheets([], [])
    read = [page.index for page in found if any(parse(text) for text in page.texts)]
    return OurSheets(read, [page.index for page in found if page.unread])
