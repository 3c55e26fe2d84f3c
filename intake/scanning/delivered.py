"""Is what a scanner sent a whole JPEG or PDF?"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import IO, Final

from intake.scanning.trouble import Trouble

_TAIL: Final = 2048


@dataclass(frozen=True, slots=True)
class Delivered:
    """One file of a scan, counted from 1, open at its beginning: a page, or with PDF perhaps several."""

    number: int
    media_type: str
    size: int
    content: IO[bytes]

    @property
    def suffix(self) -> str:
        return {"image/jpeg": ".jpg", "application/pdf": ".pdf"}[self.media_type]


def judge(number: int, content: IO[bytes]) -> Delivered:
    """Believe the bytes, not the header. Raises Trouble `foreign` or `truncated`; decoding is not done here."""
    head, size, tail = content.read(8), *_end(content)
    if not size:
        raise Trouble("truncated")
    media_type = _kind(head)
    whole = tail.rstrip(b"\0").endswith(b"\xff\xd9") if media_type == "image/jpeg" else b"%%EOF" in tail
    if not whole:
        raise Trouble("truncated")
    return Delivered(number, media_type, size, content)


def _end(content: IO[bytes]) -> tuple[int, bytes]:
    size = content.seek(0, os.SEEK_END)
    content.seek(max(0, size - _TAIL))
    tail = content.read()
    content.seek(0)
    return size, tail


def _kind(head: bytes) -> str:
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    raise Trouble("foreign")
