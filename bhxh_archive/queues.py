"""Which lists of work does each desk have? Queues are data; rooms register theirs in `desks.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.db.models import Q, QuerySet
from django.urls import reverse

from bhxh_archive.models import User


@dataclass(frozen=True)
class OwnColumns:
    """Columns that a queue has in place of the state and what follows it: their labels, and for the rows of a page, by
    their id, what stands in them."""

    labels: tuple[str, ...]
    cells: Callable[[User, Sequence[Any]], Mapping[int, Sequence[object]]]


@dataclass(frozen=True)
class Narrowing:
    """A filter that a queue alone has: `name` in the address, what may be chosen, and the rows that a choice leaves.

    Where there is only one thing to choose it is not shown.
    """

    name: str
    label: str
    choices: Callable[[User], Sequence[tuple[str, str]]]
    rows: Callable[[User, str], Any]


@dataclass(frozen=True)
class Queue:
    """One list of work: who sees it (`right`), what is in it (`rows(user)`), and what it says when empty.

    `quick` is the one quick action of each row: (label, URL name), posted with the dossier's id. `watched` marks work
    that lies with others: this desk follows it, and is not urged to do it. `dated`: its rows have a day to be done by.
    `delivers`: its rows may be asked for by where their result is. `page` is the URL name of a queue whose rows are no
    dossiers and that has a page of its own; `opens` is the one on which a row's dossier is worked.
    One that is not on the `rail` is the list behind a number elsewhere. `own` columns and the filter `narrowed` are for
    rows of which something else matters than of most dossiers; `marks` gives, by the id of a row, a word beside its
    state, in a constant number of queries. `told` is a line on the whole queue for its head and its card, or "".
    Every row of one that is `pressing` can't wait, whatever its day.
    """

    slug: str
    room: str
    label: str
    right: str
    rows: Callable[[User], Any]
    empty: str
    ordinal: int = 0
    quick: tuple[str, str] | None = None
    watched: bool = False
    dated: bool = True
    delivers: bool = False
    page: str = ""
    opens: str = "dossier"
    rail: bool = True
    own: OwnColumns | None = None
    narrowed: Narrowing | None = None
    marks: Callable[[Sequence[Any]], Mapping[int, str]] | None = None
    told: Callable[[User], str] | None = None
    pressing: bool = False

    @property
    def url(self) -> str:
        """Where its rows are shown."""
        return reverse(self.page) if self.page else reverse("queue", args=[self.slug])


ROOMS: Final = {
    "intake": "Tiếp nhận và trả kết quả",
    "benefits": "Chế độ BHXH",
    "archive": "Lưu trữ tập trung",
    "results": "Nhận kết quả",
}
_registry: dict[str, Queue] = {}


def register(queue: Queue) -> Queue:
    """Put a queue on the desks of those who hold its right."""
    _registry[queue.slug] = queue
    return queue


def find(slug: str, user: User) -> Queue | None:
    """The queue of that name when it is on this person's desk."""
    queue = _registry.get(slug)
    return queue if queue and user.holds_anywhere(queue.right) else None


def desk_of(user: User) -> list[Queue]:
    """All queues on this person's desk, in the order of the rooms."""
    rooms = list(ROOMS)
    mine = [queue for queue in _registry.values() if queue.rail and user.holds_anywhere(queue.right)]
    return sorted(mine, key=lambda queue: (rooms.index(queue.room), queue.ordinal))


EVERY: Final = Q()
COUNT_LIMIT: Final = 1000
"""Counts stop here ("1000+"): an exact count of a broad queue costs more than it says."""


def count_of(rows: QuerySet[Any]) -> int:
    """Number of rows of one queue as it is filtered, capped at COUNT_LIMIT."""
    return rows.order_by()[:COUNT_LIMIT].count()


def counts_of(queues: list[Queue], user: User, *, only: Q = EVERY) -> dict[str, int]:
    """Slug -> number of rows (of those that `only` lets through), capped at COUNT_LIMIT, all queues in one query."""
    if not queues:
        return {}
    parts, params = [], []
    for queue in queues:
        sql, values = queue.rows(user).filter(only).order_by().values("pk")[:COUNT_LIMIT].query.sql_with_params()
        parts.append(f"(SELECT count(*) FROM ({sql}) q)")  # noqa: S608 - SQL made by the ORM, values stay parameters
        params += values
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)  # noqa: S608
        row = cursor.fetchone()
    return dict(zip([queue.slug for queue in queues], row, strict=True))
