"""Which paper was counted as a whole only, so that it stands on no line of a slip?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from intake import queries
from intake.models import Component, Dossier
from intake.rules import is_in_hand

NAME: Final = "Giấy tờ chưa kê theo từng loại"
_NO_PAPER: Final = (Component.Satisfied.ELECTRONIC, Component.Satisfied.DATA, Component.Satisfied.WAIVED)


@dataclass(frozen=True)
class Rest:
    """Sheets and pages that no line tells of; None where the lines don't say how many they have."""

    sheets: int | None
    pages: int | None

    @property
    def counted(self) -> str:
        """`5 tờ, 6 trang`."""
        return ", ".join(f"{number} {unit}" for number, unit in ((self.sheets, "tờ"), (self.pages, "trang")) if number)


def rest_of(dossier: Dossier, listed: Sequence[Component]) -> Rest | None:
    """What was counted beyond these papers, each by its count, else by its scanned pages; None when nothing was."""
    images = queries.page_counts(dossier)
    papers = [row for row in listed if not row.type.never_scan and (is_in_hand(row) or row.satisfied not in _NO_PAPER)]
    sheets = _left(dossier.counted_sheets, [row.sheets for row in papers])
    pages = _left(dossier.counted_pages, [row.pages_counted or images.get(row.pk, 0) for row in papers])
    known = [number for number in (sheets, pages) if number is not None]
    return Rest(sheets, pages) if known and min(known) > 0 else None


def _left(whole: int | None, parts: Sequence[int]) -> int | None:
    return None if whole is None or not all(parts) else whole - sum(parts)
