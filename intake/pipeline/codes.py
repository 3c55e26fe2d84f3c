"""Which codes stand on each page of a stack, read before any picture is drawn?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from bhxh_archive.documents.barcodes import look_for_codes
from intake.pipeline.blankness import has_faint_writing, is_blackened, is_blank
from intake.pipeline.checks import small_gray
from intake.pipeline.images import UNDECODABLE
from intake.pipeline.limits import Limits
from intake.pipeline.page_image import PageImage
from intake.pipeline.pages import split


@dataclass(frozen=True, slots=True)
class PageCodes:
    """The texts on page `index` (from 0), each once, in reading order. `unread`: there is a code that could not be
    read, or the page is black, so that one may lie beneath; `blank`: hardly anything stands on the page."""

    index: int
    texts: tuple[str, ...] = ()
    unread: bool = False
    blank: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> PageCodes:
        return cls(**{**data, "texts": tuple(data["texts"])})


def page_codes(
    path: Path, media_type: str, out_dir: Path, limits: Limits, only: range | None = None
) -> Iterator[PageCodes]:
    """The codes page by page; same parameters and errors as `pages.split`, but nothing is left in `out_dir`.

    A page whose image can't be decoded has no codes: what is wrong with it is said when it is split. Where nothing is
    read on what is left of a damaged one, a code may have stood there: it is `unread`.
    """
    for page in split(path, media_type, out_dir, limits, only):
        yield _read(page)
        page.path.unlink()


def _read(page: PageImage) -> PageCodes:
    try:
        with Image.open(page.path) as image:
            image.draft("L", image.size)
            gray = image.convert("L")
        look = look_for_codes(gray)
        if look.codes:
            return PageCodes(page.index, tuple(dict.fromkeys(code.text for code in look.codes)))
        if page.damaged:  # what is left of it says nothing
            return PageCodes(page.index, unread=True)
        small = small_gray(page)
        blank = is_blank(small) and not has_faint_writing(gray)
        return PageCodes(page.index, unread=look.unread or is_blackened(small), blank=blank)
    except UNDECODABLE:
        return PageCodes(page.index)
