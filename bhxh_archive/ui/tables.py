"""What does a queue show: columns, groups by urgency, rows, choosing, paging?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bhxh_archive.ui.filters import FilterBar
from bhxh_archive.ui.frame import Action


@dataclass(frozen=True)
class Column:
    """`kind` is text, number (right-aligned), date or code (tabular, not broken)."""

    label: str
    kind: str = "text"


@dataclass(frozen=True)
class Link:
    template: ClassVar[str] = "ui/link.html"
    label: str
    url: str
    sub: str = ""


@dataclass(frozen=True)
class Lines:
    """A cell with a main line and a quieter one below it, which `warns` of something or not."""

    template: ClassVar[str] = "ui/lines.html"
    main: str
    sub: str = ""
    warns: bool = False


@dataclass(frozen=True)
class Row:
    """`cells` follow the columns: text, numbers, dates or parts (Link, StateTag, DueWords). `name` says which row a
    checkbox or button is about; `key` is the value posted as `chosen`; `action` is the one quick action."""

    cells: Sequence[object]
    key: str = ""
    name: str = ""
    action: Action | None = None


@dataclass(frozen=True)
class RowGroup:
    label: str
    rows: Sequence[Row]
    tone: str = ""
    count: int | None = None


@dataclass(frozen=True)
class Paging:
    """Keyset paging: there is a page before and a page after, but no page number."""

    template: ClassVar[str] = "ui/paging.html"
    previous_url: str = ""
    next_url: str = ""


@dataclass(frozen=True)
class EmptyState:
    """What is said when there is nothing: why, and where to look instead."""

    template: ClassVar[str] = "ui/empty_state.html"
    title: str
    text: str = ""
    action: Action | None = None


@dataclass(frozen=True)
class QueueTable:
    """A queue. `count` is the number of all its rows, not of those on this page; without `heading` no heading is
    written (when the page's own heading names the queue). `bulk` actions post the chosen keys as `chosen`, `whole`
    ones need none: they are for all rows; `things` is what is chosen, in the words of the counter."""

    template: ClassVar[str] = "ui/queue_table.html"
    columns: Sequence[Column]
    groups: Sequence[RowGroup]
    count: int
    heading: str = ""
    caption: str = "Hàng chờ"
    bulk: Sequence[Action] = ()
    whole: Sequence[Action] = ()
    filters: FilterBar | None = None
    paging: Paging = Paging()
    empty: EmptyState = EmptyState("Không có hồ sơ nào")
    dom_id: str = "queue"
    error: str = ""
    things: str = "hồ sơ"

    @property
    def body(self) -> list[tuple[RowGroup, list[tuple[Row, list[tuple[Column, object]]]]]]:
        """Each non-empty group with its rows, each row with (column, cell) pairs."""
        return [
            (group, [(row, list(zip(self.columns, row.cells, strict=True))) for row in group.rows])
            for group in self.groups
            if group.rows
        ]

    @property
    def has_actions(self) -> bool:
        return any(row.action for group in self.groups for row in group.rows)

    @property
    def width(self) -> int:
        """Number of columns, the choosing and the action column included."""
        return len(self.columns) + bool(self.bulk) + self.has_actions


def one_group(rows: Sequence[Row]) -> list[RowGroup]:
    """The groups of a queue that is not grouped."""
    return [RowGroup(label="", rows=rows)]
