"""What is said of an issued document wherever it is listed: what it does to another, and what was done to it?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from benefits.issued.resting import ended_beneath, falls_with
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
    to it, None where the document is the one that does it; `does`: what it does itself."""

    text: str
    ends: bool = False
    since: date | None = None
    change: DocumentChange | None = None
    does: DocumentChange | None = None


def remarks_on(dossiers: Collection[int]) -> dict[Document, list[Remark]]:
    """What is said of the documents of these dossiers, in one query; where amounts are adjusted by them, in some
    more."""
    rows = DocumentChange.objects.live().filter(Q(by__dossier__in=dossiers) | Q(earlier__dossier__in=dossiers))
    rows = rows.annotate(over=Exists(DocumentChange.objects.in_force().ending().filter(earlier=OuterRef("by"))))
    told: dict[Document, list[Remark]] = {}
    found = list(rows.select_related("by", "earlier"))
    for row in found:
        told.setdefault((row.by.dossier_id, row.by.number), []).append(_naming(row))
        if row.earlier and row.in_force_at:
            told.setdefault((row.earlier.dossier_id, row.earlier.number), []).append(remark_on_named(row))
    for by, ended in ended_beneath(row for row in found if row.by.dossier_id in dossiers):
        told.setdefault((by.dossier_id, by.number), []).append(remark_on_resting(ended))
    return told


def _naming(row: DocumentChange) -> Remark:
    """What is only signed does nothing to another yet."""
    earlier = f"{row} của {row.agency}{_from(row)}"
    return Remark(earlier if row.in_force_at else f"{earlier} khi được phát hành", does=row)


def remark_on_named(row: DocumentChange) -> Remark:
    """What is said of the document named, once the other is issued; a list also knows whether that is `over` by now."""
    assert row.in_force_at
    text = f"Đã {row.passive}{_from(row)} bởi {row.by_words}, phát hành {localdate(row.in_force_at):%d/%m/%Y}"
    over = " (văn bản này nay không còn hiệu lực)" if getattr(row, "over", False) else ""
    return Remark(f"{text}{over}", ends=row.ends, since=row.since, change=row)


def remark_on_resting(row: DocumentChange) -> Remark:
    """What is said of an adjustment once the decision that it rests on was ended."""
    called = f"{row.form} số {row.number} ngày {row.dated:%d/%m/%Y}"
    text = f"{called} mà văn bản này điều chỉnh đã {row.passive}{_from(row)} bởi {row.by_words}"
    if falls_with(row):
        return Remark(text, ends=True, since=row.since, change=row)
    return Remark(f"{text}: cần xem lại mức hưởng")


def remark_on_undone(row: DocumentChange, ended: DocumentChange) -> Remark:
    """What is said of a document when the one that changed it was ended in its turn."""
    return Remark(f"{row.by_words} ({row.get_act_display().lower()} văn bản này) đã {ended.passive}{_from(ended)} "
                  f"bởi {ended.by_words}, nay không còn hiệu lực")  # fmt: skip


def _from(row: DocumentChange) -> str:
    return f" từ ngày {row.since:%d/%m/%Y}" if row.since else ""
