"""How are pages shown beside a form?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Pin:
    """A numbered mark at a spot of a page: `x` and `y` in thousandths of the picture's width and height. `url` leads to
    what it stands for, `words` are told when it is pointed at."""

    number: int
    x: int
    y: int
    url: str
    words: str

    @property
    def across(self) -> str:
        """`x` as an attribute of a drawing wants it."""
        return f"{self.x / 10:.1f}%"

    @property
    def down(self) -> str:
        """The same of `y`."""
        return f"{self.y / 10:.1f}%"


@dataclass(frozen=True)
class ViewerPage:
    """One page; `url` opens it without JavaScript, `warnings` are the words of its failed checks, `token` names the
    page and the picture that it shows in a form that pins something to it."""

    number: int
    image_url: str
    thumb_url: str
    url: str
    label: str = ""
    warnings: Sequence[str] = ()
    turn: int = 0  # degrees clockwise
    pins: Sequence[Pin] = ()
    token: str = ""


@dataclass(frozen=True)
class Viewer:
    """All pages and the one open first; `key` names the place under which this browser remembers page and splitter
    (an opaque dossier id, never a person's data); `empty` is said where there is no page, `notes` above the pages.
    With a `place_url` page and splitter are kept on the server too, which gives them back as `current` and `split` (in
    hundredths). `pinning`: a form of the page takes the spot that is pressed on the picture (`pins.js`)."""

    template: ClassVar[str] = "ui/viewer.html"
    pages: Sequence[ViewerPage]
    key: str
    current: int = 1
    master_url: str = ""
    empty: str = "Hồ sơ chưa có trang quét nào"
    notes: Sequence[str] = ()
    pinning: bool = False
    place_url: str = ""
    split: int | None = None

    @property
    def page(self) -> ViewerPage | None:
        found = [page for page in self.pages if page.number == self.current]
        return found[0] if found else next(iter(self.pages), None)
