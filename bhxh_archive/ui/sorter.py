"""How are pages sorted into components?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class SortPage:
    """One page of the contact sheet; `flags` are words such as "Mờ" or "Trang trắng"."""

    key: str
    number: int
    thumb_url: str
    url: str
    component: str = ""
    flags: Sequence[str] = ()
    chosen: bool = False
    turn: int = 0  # degrees clockwise


@dataclass(frozen=True)
class SortTarget:
    """A component that pages can be filed under; `key` is what is posted as `component`, `beside` counts the pages of
    such a paper that lie at single lines of a list."""

    key: str
    label: str
    count: int = 0
    state: str = ""  # as of ChecklistItem
    shortcut: str = ""
    beside: int = 0

    @property
    def counted(self) -> str:
        """`3 trang`, or of a list `3 trang, 5 ở các dòng`."""
        own = [f"{self.count} trang"] if self.count or not self.beside else []
        return ", ".join([*own, *([f"{self.beside} ở các dòng"] if self.beside else [])])


@dataclass(frozen=True)
class PageSorter:
    """A contact sheet. Chosen pages are posted as `page` (repeated) together with

    `assign_url`   `component`: the target's key,
    `reorder_url`  `direction`: up or down; or `dropped=1` and the whole sequence as `order` (repeated),
    `rotate_url`   `turn`: 90 or 270 degrees clockwise,
    `delete_url`   nothing more.

    Every address answers with a redirect to the page the sorter stands on. An empty address hides its buttons."""

    template: ClassVar[str] = "ui/page_sorter.html"
    pages: Sequence[SortPage]
    targets: Sequence[SortTarget]
    assign_url: str = ""
    reorder_url: str = ""
    rotate_url: str = ""
    delete_url: str = ""
    error: str = ""
    version: str = ""
