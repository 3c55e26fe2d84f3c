"""Which bytes of a file did the browser ask for (RFC 9110, section 14)?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_ONE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Range:
    """`length` bytes from `start`; none are left when `length` is 0."""

    start: int
    length: int

    def header(self, size: int) -> str:
        """The value of Content-Range for a file of that size."""
        return f"bytes {self.start}-{self.start + self.length - 1}/{size}" if self.length else f"bytes */{size}"


def wanted(header: str, size: int) -> Range | None:
    """The one range asked for; None for the whole: nothing asked, several ranges, or what is no range.

    >>> wanted("bytes=-4", 10)
    Range(start=6, length=4)
    """
    match = _ONE.fullmatch(header.replace(" ", ""))
    if match is None or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:
        length = min(int(last), size)
        return Range(size - length, length)
    if last and int(last) < int(first):
        return None
    end = min(int(last) + 1, size) if last else size
    return Range(int(first), max(0, end - int(first)))
