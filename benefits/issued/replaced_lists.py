"""What does a list that replaces another pay in the place of each of its lines, which may have been paid already?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benefits.arithmetic.owed import TO_LOOK_AT
from benefits.earlier.changing import grants_of
from benefits.issued.standing import Document, Remark
from benefits.kinds.settled_list import SETTLED_LIST
from benefits.lists.beside import Beside, beside, listed, said_difference
from benefits.models import DocumentChange
from bhxh_archive.money import dong

Place = tuple[Document, int]
"""A list, and which of its lines, from 0."""


def said_beside(remarks: Iterable[Remark]) -> dict[Place, str]:
    """Of each line of a list that replaced another, or was replaced: both amounts and their difference; one query, none
    where no list was replaced."""
    told = (one for remark in remarks for one in (remark.change, remark.does) if one)
    rows = list({row.pk: row for row in told if _of_lists(row)}.values())
    grants = grants_of([one for row in rows for one in (row.by, row.earlier) if one]) if rows else {}
    said = dict[Place, str]()
    for row in rows:
        assert row.earlier, "a list of this system"
        old, new = grants[row.earlier.pk], grants[row.by_id]
        said |= dict(_lines(row, beside(listed(old), listed(new)))) if old and new else {}
    return said


def _of_lists(row: DocumentChange) -> bool:
    kinds = {row.by.kind, row.earlier.kind if row.earlier else ""}
    return row.act == DocumentChange.Act.REPLACES and row.in_force_at is not None and kinds == {SETTLED_LIST.code}


def _lines(row: DocumentChange, pairs: Iterable[Beside]) -> Iterator[tuple[Place, str]]:
    assert row.earlier
    before, after = ((one.dossier_id, one.number) for one in (row.earlier, row.by))
    for pair in pairs:
        change = f"nếu đã chi trả theo văn bản được thay thế thì chênh lệch {said_difference(pair.difference)}"
        if pair.old:
            there = f"ghi {dong(pair.new.amount)} đồng" if pair.new else "không có dòng này"
            said = f"{row.by_words} {there}, văn bản này ghi {dong(pair.old.amount)} đồng: {change}"
            yield (before, pair.old.place), said
        if pair.old and pair.new:
            said = f"{row.form} số {row.number} đã ghi {dong(pair.old.amount)} đồng cho dòng này, {change}"
            yield (after, pair.new.place), f"{TO_LOOK_AT}: {said}"
