"""What did the decisions that changed others do to what those pay?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from benefits.arithmetic.owed import Change, Undone
from benefits.changing import grants_of
from benefits.kinds import KINDS
from benefits.models import DocumentChange
from benefits.standing import Remark

_Act = DocumentChange.Act


def changes_told(remarks: Iterable[Remark]) -> dict[int, Change]:
    """Id of a change in force that is told by one of these remarks -> what it does to the payments; two queries, none
    where nothing was changed. A corrected wording changes nothing."""
    rows = [remark.change for remark in remarks if remark.change and remark.change.act != _Act.CORRECTS]
    if not rows:
        return {}
    undone, starts = _undone(rows), _starts(rows)
    return {row.pk: _change(row, undone.get(row.by_id), starts.get(row.by_id)) for row in rows}


def _change(row: DocumentChange, undone: Undone | None, starts: date | None) -> Change:
    assumed = row.act == _Act.REPLACES and row.since is None
    return Change(row.act == _Act.ADJUSTS, starts if assumed else row.since, assumed, undone)


def _undone(rows: Sequence[DocumentChange]) -> dict[int, Undone]:
    """Id of the decision that changed another -> what ended it."""
    ended = DocumentChange.objects.in_force().ending().filter(earlier__in=[row.by_id for row in rows])
    return {row.earlier_id: Undone(row.since, row.act == _Act.REPLACES) for row in ended if row.earlier_id}


def _starts(rows: Sequence[DocumentChange]) -> dict[int, date]:
    """Id of a replacing decision -> the first day from which it pays each month."""
    by = [row.by for row in rows if row.act == _Act.REPLACES and row.by.kind in KINDS]
    kinds, found = {result.pk: result.kind for result in by}, grants_of(by) if by else {}
    payees = {pk: KINDS[kinds[pk]].payees(data) for pk, data in found.items() if data}
    begins = {pk: [payee.begins for payee in paid if payee.begins] for pk, paid in payees.items()}
    return {pk: min(days) for pk, days in begins.items() if days}
