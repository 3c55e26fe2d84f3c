"""Which adjustments rest on what a document replaces, revokes or annuls, and what becomes of them?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from benefits.issued.resting import fallen_with, falls_with
from benefits.issued.standing import Remark
from benefits.models import DocumentChange


@dataclass(frozen=True)
class Resting:
    """What becomes of these adjustments, in half a sentence."""

    said: str
    adjustments: list[DocumentChange]


def resting_told(remarks: Iterable[Remark]) -> list[Resting]:
    """By what the document of these remarks does to others, issued or not yet."""
    doing = [remark.does for remark in remarks if remark.does]
    found = [(_becomes(change), fallen_with(change)) for change in doing]
    return [Resting(said, adjustments) for said, adjustments in found if adjustments]


def _becomes(change: DocumentChange) -> str:
    if not falls_with(change):
        return "Cần xem lại mức hưởng của quyết định điều chỉnh dựa trên văn bản đó"
    when = "hết hiệu lực cùng văn bản đó" if change.in_force_at else "sẽ hết hiệu lực cùng văn bản đó khi phát hành"
    return f"Quyết định điều chỉnh {when}"
