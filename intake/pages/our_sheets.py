"""Which pages of a file bear the code of a cover, a separator or a supplement slip of ours?"""

from __future__ import annotations

from pathlib import Path

from bhxh_archive.documents.sheet_codes import parse
from intake.pages.drawing import limits
from intake.pipeline.sandbox import codes_of_file
from intake.pipeline.verdict import Refused


def our_sheets(path: Path, media_type: str, only: range | None = None) -> list[int]:
    """Their indexes from 0, among `only` where it is given; none of a file that can't be read, for what is wrong with
    it is said where it is examined."""
    try:
        read = codes_of_file(path, media_type, limits(), only)
    except Refused:
        return []
    return [page.index for page in read if any(parse(text) for text in page.texts)]
