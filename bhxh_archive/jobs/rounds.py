"""What is looked after again and again, without anybody asking? Rooms register theirs; `manage.py sweep` runs them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bhxh_archive import allowance, storage
from bhxh_archive.jobs import errands, stranded


@dataclass(frozen=True)
class Round:
    """One chore: its name in the output, the function that returns how many things it mended, seconds between two."""

    label: str
    work: Callable[[], int]
    every: float = 30


_rounds: list[Round] = []


def register(label: str, work: Callable[[], int], *, every: float = 30) -> None:
    """Add a chore, done every so many seconds; registering the same function again changes nothing."""
    if all(known.work is not work for known in _rounds):
        _rounds.append(Round(label, work, every))


def all_rounds() -> list[Round]:
    """The kernel's own chores, then those of the rooms."""
    own = [
        Round("công việc nền được đưa lại vào hàng chờ", stranded.sweep, every=2),
        Round("lượt giao việc đã xong được xóa", errands.forget, every=60),
        Round("tệp tạm bị bỏ dở được dọn", storage.sweep),
        Round("lượt hỏi cũ từ bên ngoài được xóa", allowance.forget, every=3600),
    ]
    return [*own, *_rounds]
