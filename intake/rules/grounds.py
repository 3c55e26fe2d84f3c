"""Which law does the catalogue name for a paper that is asked for?"""

from __future__ import annotations

from typing import Final

from intake.models import ComponentType, Procedure

_TO_OURSELVES: Final = ("cần xác nhận", "chưa đối chiếu", "có thể ", "thay thế thành phần hồ sơ")
"""What marks a part of a source that no applicant reads as a ground: a remark of the catalogue's keepers, or the
resolution by which data replace the paper."""


def ground_of(kind: ComponentType | None, procedure: Procedure) -> str:
    """The source of the paper, or that of the procedure where the paper has none of its own; "" without both."""
    return (_law(kind.source) if kind else "") or _law(procedure.source)


def _law(source: str) -> str:
    parts = (part.strip() for part in source.split(";"))
    return "; ".join(part for part in parts if part and not any(mark in part.lower() for mark in _TO_OURSELVES))
