"""Of which kinds of documents does an administrator choose some? The rooms that make documents say what there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

Kinds = Callable[[], Sequence[tuple[str, str]]]


class KindList:
    """The (code, name) of documents, from every room that has some."""

    def __init__(self) -> None:
        self._rooms: list[Kinds] = []

    def register(self, kinds: Kinds) -> Kinds:
        """Add those of a room."""
        if kinds not in self._rooms:
            self._rooms.append(kinds)
        return kinds

    def every(self) -> list[tuple[str, str]]:
        """Every kind, by name."""
        return sorted((kind for room in self._rooms for kind in room()), key=lambda kind: kind[1])


SIGNED: Final = KindList()
"""What a person can be authorised to sign (TUQ.)."""
DELIVERED: Final = KindList()
"""What can be delivered in the house when it is issued."""
