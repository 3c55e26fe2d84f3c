"""What did the decisions that changed others do to what those pay?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from benefits.arithmetic.months import Month
from benefits.arithmetic.owed import Change, Owed, Undone
from benefits.earlier.changing import grants_of
from benefits.issued.adjusting import Told
from benefits.issued.standing import Remark
from benefits.kinds import KINDS, Payee
from benefits.models import DocumentChange
from bhxh_archive.money import dong

_Act = DocumentChange.Act


def changes_told(remarks: Iterable[Remark]) -> dict[int, Told]:
    """Id of a change in force that is told by one of these remarks -> what it does to the payments; two queries, none
    where nothing was changed. A corrected wording changes nothing."""
    rows = [remark.change for remark in remarks if remark.change and remark.change.act != _Act.CORRECTS]
    if not rows:
        return {}
    undone, paying = _undone(rows), _paying(rows)
    return {row.pk: _told(row, undone.get(row.by_id), paying.get(row.by_id, [])) for row in rows}


def _told(row: DocumentChange, undone: Undone | None, paying: Sequence[Payee]) -> Told:
    return Told(_change(row, undone, paying), paying[0] if len(paying) == 1 else None)


def _change(row: DocumentChange, undone: Undone | None, paying: Sequence[Payee]) -> Change:
    assumed = row.act == _Act.REPLACES and row.since is None
    since = _starts(paying) if assumed else row.since
    adjusts = row.act == _Act.ADJUSTS
    return Change(adjusts, since, assumed, undone, paid=_paid(paying) if adjusts else None)


def _undone(rows: Sequence[DocumentChange]) -> dict[int, Undone]:
    """Id of the decision that changed another -> what ended it."""
    ended = DocumentChange.objects.in_force().ending().filter(earlier__in=[row.by_id for row in rows])
    return {row.earlier_id: Undone(row.since, row.act == _Act.REPLACES) for row in ended if row.earlier_id}


def _paying(rows: Sequence[DocumentChange]) -> dict[int, list[Payee]]:
    """Id of a decision that replaces or adjusts another -> whom it pays."""
    by = [row.by for row in rows if row.act in (_Act.REPLACES, _Act.ADJUSTS) and row.by.kind in KINDS]
    kinds, found = {result.pk: result.kind for result in by}, grants_of(by) if by else {}
    return {pk: KINDS[kinds[pk]].payees(data) for pk, data in found.items() if data}


def _starts(paying: Sequence[Payee]) -> date | None:
    """The first day of what is paid each month, be it by a difference to what was paid before."""
    days = (payee.before.since if payee.before else payee.begins for payee in paying)
    return min(filter(None, days), default=None)


def _paid(paying: Sequence[Payee]) -> Month | None:
    """The last month that was paid at the amount before an adjustment."""
    return next((Month.of(payee.begins) - 1 for payee in paying if payee.before and payee.begins), None)


def said_paid(payee: Payee, left: Owed) -> str:
    """Which months were paid before an adjustment at the amount before it, and what is left to settle of them; of the
    decision that is adjusted, and of the one that adjusts it."""
    if left.paid_since and left.last:
        months = _span(left.paid_since, left.last)
        return f"{months} đã trả theo mức này, phần chênh lệch tính một lần ở văn bản điều chỉnh"
    if not (payee.before and payee.begins and (left.once or left.recovered)):
        return ""
    begins, since = Month.of(payee.begins), Month.of(payee.before.since)
    kept = (begins - since) * (left.once or left.recovered) // (payee.money.once or payee.money.recovered)
    settled = f"chỉ trả thêm {dong(left.once)} đồng một lần" if left.once else f"thu hồi {dong(left.recovered)} đồng"
    paid = f"{_span(since, since + kept - 1)} đã trả theo mức cũ {dong(payee.before.monthly)} đồng/tháng: {settled}"
    return f"{paid}, mức mới trả hằng tháng từ tháng {begins}" if left.monthly else paid


def _span(first: Month, last: Month) -> str:
    """`Tháng 11/2026`, `Các tháng 09/2026 - 11/2026`."""
    return f"Tháng {first}" if first == last else f"Các tháng {first} - {last}"
