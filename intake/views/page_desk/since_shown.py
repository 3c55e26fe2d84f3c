"""Which pages came or became others since a clerk's sheet was shown, when she confirms all that it shows?

The button carries what it was shown with; only that is confirmed, by whichever tab, with scripts or without.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2s
from typing import Final

from bhxh_archive.ui.reading import whole_number
from intake.models import Page

SHOWN: Final = "shown"
"""Name of the field by which the button says what was shown: `page:mark`, separated by commas."""


def mark_of(page: Page) -> str:
    """Another one when another picture, or the same one elsewhere, is seen. Who checked it meanwhile is no part."""
    looks = (page.image_id, page.rotation, page.shape, page.kind, page.component_id)
    return blake2s(repr(looks).encode(), digest_size=3).hexdigest()


def shown(pages: Iterable[Page]) -> str:
    """These pages as the field says them: some 12 bytes a page."""
    return ",".join(f"{page.pk}:{mark_of(page)}" for page in pages)


@dataclass(frozen=True)
class Since:
    """The ids of the pages that `came` since, and of those that `changed`; `own`: all by who confirms now."""

    came: Sequence[int] = field(default_factory=list)
    changed: Sequence[int] = field(default_factory=list)
    own: bool = False

    def __bool__(self) -> bool:
        return bool(self.came or self.changed)

    @property
    def counted(self) -> str:
        """`có thêm 2 trang, 1 trang đã đổi do chính bạn vừa làm`."""
        came = f"có thêm {len(self.came)} trang" if self.came else ""
        changed = f"{len(self.changed)} trang đã đổi" if self.changed else ""
        return ", ".join(filter(None, [came, changed])) + (" do chính bạn vừa làm" if self.own else "")

    def told(self, pk: int) -> str:
        """What stands on the tile of a page."""
        return "Mới thêm" if pk in self.came else "Vừa đổi" if pk in self.changed else ""


NOTHING_NEW: Final = Since()


def since(text: str, pages: Iterable[Page]) -> Since:
    """What of the pages there are now is another than this field says; all of them where it says nothing."""
    parts = (part.partition(":") for part in text.split(","))
    known = {whole_number(key): mark for key, _, mark in parts}
    rows = list(pages)
    came = [page.pk for page in rows if page.pk not in known]
    changed = [page.pk for page in rows if known.get(page.pk, mark_of(page)) != mark_of(page)]
    return Since(came, changed)
