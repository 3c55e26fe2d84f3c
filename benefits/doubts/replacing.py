"""What becomes of the people of an issued list when a draft replaces it: who is paid more, less, or nothing?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from benefits.calculation import Computed
from benefits.earlier.changing import granted_by
from benefits.earlier.named import Act, Named, document_in, readable_in
from benefits.kinds.settled_list import SETTLED_LIST
from benefits.lists.beside import Beside, Listed, beside, listed, said_difference
from benefits.lists.paper import groups_of
from benefits.lists.settled import SettledList
from benefits.models import Draft
from bhxh_archive.money import dong
from bhxh_archive.once import read_once

NAMED: Final = 10
SHOWN: Final = 100


@dataclass(frozen=True)
class Replaced:
    """An issued list beside the one that takes its place; `rows` is None where nothing is known of its lines here."""

    called: str
    rows: list[Beside] | None

    @property
    def dropped(self) -> list[Listed]:
        """Lines that are paid no more."""
        return [row.old for row in self.rows or () if row.old and row.new is None]

    @property
    def added(self) -> list[Listed]:
        """Lines that stand for none of the replaced list."""
        return [row.new for row in self.rows or () if row.new and row.old is None]

    @property
    def shown(self) -> list[Beside]:
        """The first of all lines, those that lose or gain before those that stay as they are."""
        rows = self.rows or []
        return sorted(rows, key=lambda row: (row.new is not None, row.old is not None, not row.difference))[:SHOWN]

    @property
    def more(self) -> int:
        return max(len(self.rows or ()) - SHOWN, 0)

    @property
    def before(self) -> int:
        """What the replaced list pays, in đồng."""
        return _sum([row.old for row in self.rows or () if row.old])

    @property
    def after(self) -> int:
        return _sum([row.new for row in self.rows or () if row.new])

    @property
    def difference(self) -> int:
        return self.after - self.before

    @property
    def said(self) -> str:
        """`Danh sách số 01/DS-BHXH ngày …: 92.263.215 đồng, danh sách này 20.000.000 đồng, giảm 72.263.215 đồng.`"""
        if self.rows is None:
            return ""
        lost = f" {dong(len(self.dropped))} dòng không còn được chi trả." if self.dropped else ""
        change = said_difference(self.difference)
        return f"{self.called}: {dong(self.before)} đồng, danh sách này {dong(self.after)} đồng, {change}.{lost}"


def replaced_by(draft: Draft, computed: Computed | None) -> Replaced | None:
    """The issued list that this one replaces, line by line; None of any other draft, and while not every line is
    decided."""
    found = _earlier(draft) if draft.kind.code == SETTLED_LIST.code else None
    if found is None or computed is None or not isinstance(computed.result, SettledList):
        return None
    named, data = found
    rows = beside(listed(data), listed({"groups": groups_of(computed.result)})) if data else None
    return Replaced(named.called, rows)


@read_once
def _earlier(draft: Draft) -> tuple[Named, dict[str, Any]] | None:
    """What the draft replaces, and what was frozen of it."""
    named = readable_in(draft)
    if named is None or named.act != Act.REPLACES:
        return None
    result = document_in(draft, named.result) if named.result else None
    return named, granted_by(result) if result and result.kind == SETTLED_LIST.code else {}


def doubts_of(draft: Draft, computed: Computed | None) -> Iterator[str]:
    """Who is paid no more, and what stands for no line of before, a sentence each: the draft goes up only with a
    reason."""
    found = replaced_by(draft, computed)
    if found is None:
        return
    if found.rows is None:
        yield (f"{found.called}: phần mềm không có từng dòng của danh sách được thay thế, hãy đối chiếu ai không còn "
               "được chi trả.")  # fmt: skip
    if found.dropped:
        yield (f"{found.called}: {_lines(found.dropped)} không có dòng cùng người, cùng chế độ, trùng ngày nghỉ trong "
               f"danh sách này, khi ban hành sẽ không còn được chi trả: {_people(found.dropped)}.")  # fmt: skip
    if found.added:
        yield f"{_lines(found.added)} không khớp dòng nào của {found.called}: {_people(found.added)}."


def _lines(lines: Sequence[Listed]) -> str:
    return f"{dong(len(lines))} dòng, cộng {dong(_sum(lines))} đồng,"


def _people(lines: Sequence[Listed]) -> str:
    said = [f"{line.name} ({line.time or line.benefit}) {dong(line.amount)} đồng" for line in lines[:NAMED]]
    return "; ".join([*said, *([f"và {dong(len(lines) - NAMED)} dòng khác"] if len(lines) > NAMED else [])])


def _sum(lines: Sequence[Listed]) -> int:
    return sum(line.amount for line in lines)
