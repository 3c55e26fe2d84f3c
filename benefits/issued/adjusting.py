"""Whose monthly amount does an adjustment concern, and until when is that one paid?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from benefits.arithmetic.months import Month
from benefits.arithmetic.owed import TO_LOOK_AT, UNCLEAR, Change
from benefits.earlier.changing import REVISION, grants_of
from benefits.kinds import KINDS, Payee
from benefits.kinds.granting import meant_by, monthly_among
from benefits.models import DocumentChange
from bhxh_archive.text import fold
from intake.models import Result

_Act = DocumentChange.Act


@dataclass(frozen=True)
class Told:
    """What a decision does to another; `to`: the one person whom it pays, None where that is not known here."""

    change: Change
    to: Payee | None = None

    def on(self, payee: Payee, among: Sequence[Payee]) -> Change | None:
        """The change as it bears on one of those whom the other decision pays: an adjustment on the amount of one
        person alone, None for any other; `unclear` on everybody paid each month where that person is not known."""
        monthly = monthly_among(among)
        if self.change.adjusts and monthly and not payee.money.monthly:
            return None
        if not self.change.adjusts or len(monthly) <= 1:
            return self.change
        meant = meant_by(self.to, monthly)
        if len(meant) != 1:
            return replace(self.change, unclear=True)
        return self.change if meant == [payee] else None

    def names(self, among: Sequence[Payee]) -> list[str]:
        """Whose amount it adjusts, of those whom the other decision pays."""
        return [payee.name for payee in meant_by(self.to, monthly_among(among))]


def said_whose(payee: Payee, adjusted: Sequence[Payee], others: Sequence[str]) -> str:
    """On the line of who keeps the amount: whose was adjusted; on that of an adjustment: that nobody knows whose it
    is."""
    if adjusted and len(meant_by(payee, adjusted)) != 1:
        return f"{TO_LOOK_AT}: {UNCLEAR}"
    return f"Chỉ điều chỉnh mức của {', '.join(dict.fromkeys(others))}, mức ở dòng này giữ nguyên" if others else ""


def taken_over(payee: Payee, adjusted: Sequence[Payee]) -> Payee:
    """An adjusted amount is paid to whom it names, else to whom received the one before it, up to the last month of
    that one; not at all where that was paid already."""
    meant = meant_by(payee, adjusted)
    if len(meant) != 1:
        return payee
    if not payee.entitled and fold(meant[0].name) == fold(payee.name):
        payee = replace(payee, person=meant[0].person, entitled=payee.name)
    if payee.last_month or not meant[0].last_month:
        return payee
    last = Month.parse(meant[0].last_month)
    over = payee.begins is not None and last < Month.of(payee.begins)
    return replace(payee, last_month=str(last), money=replace(payee.money, monthly=0) if over else payee.money)


def adjusted_by(doing: Iterable[DocumentChange]) -> dict[int, list[Payee]]:
    """Id of a decision that adjusts another -> whom that one pays each month, with the last months that it took over in
    its turn; a query for all of them and one for each step down, none where nothing is adjusted."""
    earlier = _further({row.by_id: row.earlier for row in doing if row.act == _Act.ADJUSTS and row.earlier})
    grants = grants_of(list(earlier.values())) if earlier else {}
    return {pk: _payees(pk, earlier, grants) for pk in earlier}


def _further(found: dict[int, Result]) -> dict[int, Result]:
    """The decisions adjusted, and those that they adjust themselves, by the id of the adjusting one."""
    open_ones = [row.pk for row in found.values() if row.kind == REVISION and row.pk not in found]
    if not open_ones:
        return found
    rows = DocumentChange.objects.in_force().filter(by__in=open_ones, act=_Act.ADJUSTS).select_related("earlier")
    more = {row.by_id: row.earlier for row in rows if row.earlier}
    return _further(found | more) if more else found


def _payees(pk: int, earlier: dict[int, Result], grants: dict[int, dict[str, object]]) -> list[Payee]:
    result = earlier[pk]
    data = grants[result.pk] if result.kind in KINDS else {}
    monthly = monthly_among(KINDS[result.kind].payees(data)) if data else []
    before = _payees(result.pk, earlier, grants) if result.pk in earlier else []
    return [taken_over(payee, before) for payee in monthly]
