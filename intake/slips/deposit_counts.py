"""How many sheets and pages does the paper of a dossier have, and which of its papers did nobody count?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from intake.models import Component, Dossier, Page

MOST_NAMES: Final = 3
WHOLE: Final = "giấy tờ của hồ sơ"
_ON_PAPER: Final = (Component.Satisfied.MISSING, Component.Satisfied.SCANNED, Component.Satisfied.CUSTODY)


@dataclass(frozen=True)
class Count:
    """Sheets and pages (None: not known) of the papers kept. `uncounted` names what is not in them, "" for nothing."""

    sheets: int | None
    pages: int | None
    uncounted: str = ""


def counts_of(dossiers: Sequence[Dossier]) -> dict[int, Count]:
    """Dossier id -> its count, in one query: paper by paper where each was counted, else that of the whole dossier.

    Where neither is known the papers that were counted are summed up and the others named; the book is not among them.
    """
    found: dict[int, list[Component]] = defaultdict(list)
    for row in _papers(dossiers):
        found[row.dossier_id].append(row)
    return {row.pk: _count(row, found[row.pk]) for row in dossiers}


def _papers(dossiers: Sequence[Dossier]) -> QuerySet[Component]:
    """What was handed in on paper: counted, or scanned."""
    scanned = Exists(Page.objects.filter(component=OuterRef("pk"), deleted_at=None))
    rows = Component.objects.filter(dossier__in=dossiers, type__never_scan=False, satisfied__in=_ON_PAPER)
    return rows.filter(Q(sheets__gt=0) | Q(pages_counted__gt=0) | scanned).select_related("type").order_by("pk")


def _count(dossier: Dossier, papers: Sequence[Component]) -> Count:
    left = [row for row in papers if not row.sheets]
    sheets = sum(row.sheets for row in papers) or None
    pages = sum(row.pages_counted for row in papers) if all(row.pages_counted for row in papers) else None
    if papers and not left:
        return Count(sheets, pages or dossier.counted_pages)
    if dossier.counted_sheets:
        return Count(dossier.counted_sheets, dossier.counted_pages)
    return Count(sheets, dossier.counted_pages, _named(left))


def _named(papers: Sequence[Component]) -> str:
    names = list(dict.fromkeys(row.type.name for row in papers)) or [WHOLE]
    more = f" và {len(names) - MOST_NAMES} giấy tờ khác" if len(names) > MOST_NAMES else ""
    return f"{', '.join(names[:MOST_NAMES])}{more}"[:500]
