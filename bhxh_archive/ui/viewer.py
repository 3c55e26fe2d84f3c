"""How are pages shown beside a form?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ViewerPage:
    """One page; `url` opens it without JavaScript, `warnings` are the words of its failed checks."""

    number: int
    image_url: str
    thumb_url: str
    url: str
    label: str = ""
    warnings: Sequence[str] = ()
    turn: int = 0  # degrees clockwise


@dataclass(frozen=True)
class Viewer:
    """All pages and the one open first; `key` names the place under which this browser remembers page and splitter
    (an opaque dossier id, never a person's data); `empty` is said where there is no page, `notes` above the pages."""

    template: ClassVar[str] = "ui/viewer.html"
    pages: Sequence[ViewerPage]
    key: str
    current: int = 1
    master_url: str = ""
    empty: str = "Hồ sơ chưa có trang quét nào"
    notes: Sequence[str] = ()

    @property
    def page(self) -> ViewerPage | None:
        found = [page for page in self.pages if page.number == self.current]
        return found[0] if found else next(iter(self.pages), None)
