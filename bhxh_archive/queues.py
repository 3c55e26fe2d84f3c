"""Which lists of work does each desk have? Queues are data; rooms register theirs in `desks.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from bhxh_archive.models import User


@dataclass(frozen=True)
class Queue:
    """One list of work: who sees it (`right`), what is in it (`rows(user)`), and what it says when empty."""

    slug: str
    room: str
    label: str
    right: str
    rows: Callable[[User], Any]
    empty: str
    ordinal: int = 0


ROOMS: Final = {
    "intake": "Tiếp nhận và trả kết quả",
    "benefits": "Chế độ BHXH",
    "archive": "Lưu trữ tập trung",
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
    mine = [queue for queue in _registry.values() if user.holds_anywhere(queue.right)]
    return sorted(mine, key=lambda queue: (rooms.index(queue.room), queue.ordinal))
