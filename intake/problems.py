"""Where is something put right that stands in the way of a step?"""

from __future__ import annotations

from typing import Self


class Problem(str):
    """A sentence that knows its page: the name of an address, and what that takes beside the dossier."""

    page: str
    args: tuple[int, ...]

    def __new__(cls, text: str, page: str, *args: int) -> Self:
        self = super().__new__(cls, text)
        self.page, self.args = page, args
        return self
