"""What is kept of pages whose pictures are there already, so that each is known when it comes again?"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from intake.pipeline.blankness import is_empty
from intake.pipeline.checks import shrunk
from intake.pipeline.images import UNDECODABLE
from intake.pipeline.likeness import dhash, likeness


class Strokes(NamedTuple):
    """As of a page that has just come: the hash, and the likeness, empty for a blank or black page."""

    dhash: int
    likeness: bytes


def strokes(paths: Iterable[Path]) -> list[Strokes | None]:
    """One for each upright picture of a page; None for one that can't be decoded."""
    return [_strokes(path) for path in paths]


def _strokes(path: Path) -> Strokes | None:
    try:
        with Image.open(path) as image:
            gray = shrunk(image.convert("L"))
    except UNDECODABLE:
        return None
    return Strokes(dhash(gray), b"" if is_empty(gray) else likeness(gray))
