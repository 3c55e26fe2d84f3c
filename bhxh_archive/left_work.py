"""What work lies with who loses a function? The rooms that lay work before one person say so to the administrator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bhxh_archive.models import Assignment

Tells = Callable[[Assignment], str]
_ROOMS: Final[list[Tells]] = []


def register(tells: Tells) -> Tells:
    """Add what a room says of a function that ends; "" where nothing waits for its holder."""
    if tells not in _ROOMS:
        _ROOMS.append(tells)
    return tells


def left_by(seat: Assignment) -> list[str]:
    """How much waits for the holder of this function, and who can hand it on: a sentence a room."""
    return [said for tells in _ROOMS if (said := tells(seat))]
