"""What is one breach of PDF/A?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """A breach: a stable code for programs, a Vietnamese sentence for people, the page from 0 where it has one."""

    code: str
    message_vi: str
    page: int | None = None
