"""How is a page's file written so that a half-written one is never seen?"""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO


def page_path(out_dir: Path, index: int, suffix: str) -> Path:
    """The file of the page with this zero-based index: index 0, ".jpg" -> page-00001.jpg."""
    return out_dir / f"page-{index + 1:05d}{suffix}"


def write_whole(path: Path, write: Callable[[BinaryIO], object]) -> Path:
    """Let `write` fill a neighbouring file and give it its name only when it is whole."""
    partial = path.with_name(path.name + ".part")
    try:
        with partial.open("wb") as file:
            write(file)
        return partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
