"""What is said of an issued document wherever it is listed: what it does to another, and what was done to it?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from benefits.models import DocumentChange, PreparedDocument

Document = tuple[int, str]
"""Dossier id and number: a decision and the statement that goes with it share them, and stand and fall together."""


def document_of(row: PreparedDocument) -> Document:
    """The document that was prepared."""
    return row.draft.dossier_id, row.number


@dataclass(frozen=True)
class Remark:
    """A sentence without its full stop; `ends`: the document is in force no longer, of what is revoked from the day
    `since` on. One that is adjusted is in force, with another monthly amount from that day on. `change`: what was done
    to it, None where the document is the one that does it."""

    text: str
    ends: bool = False
    since: date | None = None
    change: DocumentChange | None = None


def remarks_on(dossiers: Collection[int]) -> dict[Document, list[Remark]]:
    """What is said of the documents of these dossiers, in one query."""
    rows = DocumentChange.objects.live().filter(Q(by__dossier__in=dossiers) | Q(earlier__dossier__in=dossiers))
    rows = rows.annotate(over=Exists(DocumentChange.objects.in_force().ending().filter(earlier=OuterRef("by"))))
    told: dict[Document, list[Remark]] = {}
    for row in rows.select_related("by", "earlier"):
        told.setdefault((row.by.dossier_id, row.by.number), []).append(_naming(row))
        if row.earlier and row.in_force_at:
            told.setdefault((row.earlier.dossier_id, row.earlier.number), []).append(remark_on_named(row))
    return told


def _naming(row: DocumentChange) -> Remark:
    """What is only signed does nothing to another yet."""
    earlier = f"{row} của {row.agency}{_from(row)}"
    return Remark(earlier if row.in_force_at else f"{earlier} khi được phát hành")


def remark_on_named(row: DocumentChange) -> Remark:
    """What is said of the document named, once the other is issued; a list also knows whether that is `over` by now."""
    assert row.in_force_at
    text = f"Đã {row.passive}{_from(row)} bởi {row.by_words}, phát hành {localdate(row.in_force_at):%d/%m/%Y}"
    over = " (văn bản này nay không còn hiệu lực)" if getattr(row, "over", False) else ""
    return Remark(f"{text}{over}", ends=row.ends, since=row.since, change=row)


def _from(row: DocumentChange) -> str:
    return f" từ ngày {row.since:%d/%m/%Y}" if row.since else ""
