"""What did a decision that is to be revoked pay, with the adjustments that fall with it? Read from what was frozen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from benefits.arithmetic.months import Month
from benefits.arithmetic.recovery import Drawn, Once, Rate
from benefits.arithmetic.revision import ARREARS, RECOVERY
from benefits.earlier.adjustments import adjusting
from benefits.earlier.changing import granted_by, grants_of
from benefits.kinds.granting import GRANTING, meant_by, monthly_among
from benefits.kinds.kind import Data, Payee
from benefits.kinds.revision import REVISION
from benefits.kinds.settled_list import SETTLED_LIST
from benefits.models import DocumentChange, form_of
from bhxh_archive.money import dong
from intake.models import Result

ONCE: Final = "khoản trả một lần"
Adjusted = tuple[DocumentChange, Data, Payee]
"""An adjustment in force, what was frozen of it, and whom it pays how much."""


class Unsure(ValueError):  # noqa: N818 - named after what is the matter
    """Why nobody can tell here what was paid: half a sentence."""


def drawn_by(result: Result) -> tuple[Drawn, ...]:
    """What each person draws by the decision and by its adjustments. Raises Unsure."""
    data = granted_by(result)
    if not data or result.kind not in GRANTING:
        raise Unsure("hệ thống không có số liệu của văn bản này")
    payees = GRANTING[result.kind].payees(data)
    if result.kind == SETTLED_LIST.code:
        return (_of_list(result, payees),)
    if result.kind == REVISION.code:
        return (_difference(result, data, payees[0]),)
    chains = _chains(result, payees)
    return tuple(_drawn(result, data, payee, chains[place], alone=len(payees) == 1)
                 for place, payee in enumerate(payees))  # fmt: skip


def called(result: Result) -> str:
    """`Quyết định số 05/QĐ-BHXH ngày 20/11/2026`."""
    return f"{form_of(result.doc_type)} số {result.number} ngày {result.dated:%d/%m/%Y}"


def _of_list(result: Result, payees: Sequence[Payee]) -> Drawn:
    total = sum(payee.money.once for payee in payees)
    each = tuple((_known(payee, payee.person), payee.money.once) for payee in payees)
    summed = Once("cộng các dòng của danh sách", total, called(result), f"{dong(len(payees))} dòng")
    return Drawn(sums=(summed,), each=each)


def _known(payee: Payee, name: str) -> Drawn:
    return Drawn(name, id_number=payee.id_number, insurance_number=payee.insurance_number)


def _difference(result: Result, data: Data, payee: Payee) -> Drawn:
    """By an adjustment more is paid than without it, or nothing is to be paid back. Raises Unsure where it is adjusted
    itself, for then a person must say which amount holds."""
    if adjusting(result):
        raise Unsure("mức theo quyết định này đã được điều chỉnh tiếp")
    more, begins = data["total"] - data["before"], payee.begins
    if more <= 0 or begins is None:
        return Drawn()
    words = f"({dong(data['total'])} - {dong(data['before'])})"
    return Drawn(rates=(Rate(more, Month.of(begins), None, called(result), words),),
                 sums=tuple(_settled(called(result), data, payee)))  # fmt: skip


def _drawn(result: Result, data: Data, payee: Payee, chain: Sequence[Adjusted], *, alone: bool) -> Drawn:
    known = _known(payee, "" if alone else payee.person)
    sums = tuple(_sums(result, data, payee, alone=alone))
    if not payee.money.monthly or payee.begins is None:
        return replace(known, sums=sums)
    last = Month.parse(payee.last_month) if payee.last_month else None
    words = _words(data, payee.money.monthly)
    rates = [Rate(payee.money.monthly, Month.of(payee.begins), last, called(result), words)]
    for change, _, adjusted in chain:
        rates[-1:] = _cut(rates[-1], change, adjusted)
    settled = (one for change, told, adjusted in chain for one in _settled(change.by_words, told, adjusted))
    return replace(known, rates=tuple(rates), sums=(*sums, *settled))


def _cut(rate: Rate, change: DocumentChange, adjusted: Payee) -> list[Rate]:
    """The rate up to the month before the adjusted one, and that one. Raises Unsure where the later one pays months
    anew that were paid by the one before."""
    assert adjusted.begins
    begins = Month.of(adjusted.begins)
    if begins < rate.first:
        raise Unsure(f"{change.by_words} trả lại các tháng đã trả theo mức trước đó")
    return [replace(rate, last=begins - 1), Rate(adjusted.money.monthly, begins, rate.last, change.by_words)]


def _settled(source: str, data: Data, payee: Payee) -> Iterator[Once]:
    """The difference that an adjustment pays, or claims back, of months that were paid before it."""
    if payee.before is None or payee.begins is None:
        return
    back = bool(payee.money.recovered)
    yield Once(
        RECOVERY if back else ARREARS.lower(), payee.money.recovered or payee.money.once, source,
        str(data.get("settled_formula", "")), Month.of(payee.before.since), Month.of(payee.begins) - 1, back,
    )  # fmt: skip


def _sums(result: Result, data: Data, payee: Payee, *, alone: bool) -> Iterator[Once]:
    """Each by its name where the decision names them and is made out to one person."""
    rows: Iterable[Mapping[str, Any]] = data.get("lump_sums") or () if alone else ()
    named = [Once(row["label"], row["amount"], called(result), row.get("formula", "")) for row in rows]
    if named and sum(one.amount for one in named) == payee.money.once:
        yield from named
    elif payee.money.once:
        yield Once(ONCE, payee.money.once, called(result))


def _words(data: Data, monthly: int) -> str:
    """Of which parts a pension is made that is raised to the reference level; "" for any other amount."""
    pension, added = data.get("pension"), data.get("top_up")
    if not (pension and added and pension + added == monthly):
        return ""
    return f"({dong(pension)} + {dong(added)} bù bằng mức tham chiếu)"


def _chains(result: Result, payees: Sequence[Payee]) -> dict[int, list[Adjusted]]:
    """The adjustments of each of those paid, by the place of the person, one on the other. Raises Unsure where they
    stand beside each other, or nobody can tell whose amount is meant."""
    monthly = monthly_among(payees)
    chains: dict[int, list[Adjusted]] = {place: [] for place in range(len(payees))}
    for change, told, adjusted in _adjusted(result):
        meant = meant_by(adjusted, monthly)
        if len(meant) != 1:
            raise Unsure(f"{change.by_words} không rõ điều chỉnh mức của thân nhân nào")
        chain = chains[payees.index(meant[0])]
        if change.earlier_id != (chain[-1][0].by_id if chain else result.pk):
            raise Unsure("có nhiều quyết định điều chỉnh cùng một mức")
        chain.append((change, told, adjusted))
    return chains


def _adjusted(result: Result) -> Iterator[Adjusted]:
    changes = adjusting(result)
    grants = grants_of([change.by for change in changes]) if changes else {}
    for change in changes:
        if not (data := grants[change.by_id]):
            raise Unsure(f"hệ thống không có số liệu của {change.by_words}")
        yield change, data, REVISION.payees(data)[0]
