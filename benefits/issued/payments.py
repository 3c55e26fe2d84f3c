"""What is to be paid to whom by the decisions that went out, so that nobody types it again?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.timezone import localdate

from benefits.arithmetic.months import Month
from benefits.arithmetic.owed import TO_LOOK_AT, Change, Granted, owed
from benefits.earlier.changing import REVISION
from benefits.issued.adjusting import Told, adjusted_by, said_whose, taken_over
from benefits.issued.lessening import less, less_recovered
from benefits.issued.owing import changes_told, said_paid
from benefits.issued.replaced_lists import Place, said_beside
from benefits.issued.standing import Remark, document_of, remarks_on
from benefits.kinds import KINDS, Money, Payee
from benefits.kinds.receiving import TRANSFER
from benefits.models import DocumentChange, PreparedDocument
from benefits.queries import issued_documents
from benefits.wording.names import ALLOWANCES
from bhxh_archive.models import User
from bhxh_archive.spreadsheets import list_xlsx
from intake.models import ResultVersion

READERS: Final = ("benefits.issue", "benefits.endorse", "results.pay")
"""Any of these rights opens the list of the offices where it is held."""
HEADS: Final = (
    ("Mã hồ sơ", 26), ("Số quyết định", 18), ("Ngày quyết định", 14), ("Phát hành", 14), ("Người hưởng", 28),
    ("Số định danh", 16), ("Mã số BHXH", 14), ("Chế độ", 34), ("Hưởng từ", 12), ("Đến hết tháng", 14),
    ("Hằng tháng (đồng)", 18), ("Một lần (đồng)", 18), ("Còn thu hồi (đồng)", 18),
    ("Văn bản ghi hằng tháng (đồng)", 18), ("Văn bản ghi một lần (đồng)", 18), ("Văn bản ghi thu hồi (đồng)", 18),
    ("Nơi nhận tiền", 24), ("Hình thức", 16), ("Số tài khoản", 20), ("Còn thiếu", 30), ("Ghi chú", 26),
)  # fmt: skip


@dataclass(frozen=True)
class PaymentLine:
    """One person paid by a decision, amounts in whole đồng, in the order of HEADS: what is to be paid or recovered
    today, and what stands on the decision as it was signed; where both differ the note says why."""

    dossier: str
    number: str
    dated: date
    issued: date
    person: str
    id_number: str
    insurance_number: str
    benefit: str
    begins: date | None
    last_month: str
    monthly: int
    once: int
    recovered: int
    signed_monthly: int
    signed_once: int
    signed_recovered: int
    place: str
    method: str
    account: str
    lacking: str
    note: str
    ended: bool = False
    """Whether the last month is the one before another decision changed this one; no column of the file."""

    @property
    def doubted(self) -> bool:
        """Whether somebody has to look at it before it is paid, for the note says what is not sure."""
        return TO_LOOK_AT in self.note


@dataclass(frozen=True)
class Totals:
    """In đồng: each month, once, and each month up to the last one of decisions that others changed, in order; and what
    is recovered of what was paid too much."""

    monthly: int
    once: int
    ended: tuple[tuple[Month, int], ...]
    recovered: int = 0


def issued_decisions(user: User, start: date, end: date) -> QuerySet[PreparedDocument]:
    """The decisions on money that this person's offices sent out on these days (both counted in), oldest first."""
    offices = set().union(*(user.offices_with(right) for right in READERS))
    return issued_documents(offices, start, end).filter(kind__in=KINDS)


def lines_of(rows: Iterable[PreparedDocument]) -> list[PaymentLine]:
    """What stands on the decisions, as they were frozen and signed: a line for each person who is paid.

    Of a decision that was replaced, revoked or adjusted the months before that stay owed: its line holds their amount
    up to the last of them, or none where there are none, and says why and what stands on the decision.
    """
    found = list(rows)
    remarks = remarks_on({row.draft.dossier_id for row in found})
    changes = changes_told(remark for told in remarks.values() for remark in told)
    adjusted = adjusted_by(told.does for row in found for told in remarks.get(document_of(row), []) if told.does)
    beside = said_beside(remark for told in remarks.values() for remark in told)
    return [line for row in found for line in _lines(row, remarks.get(document_of(row), []), changes, adjusted, beside)]


def _lines(
    row: PreparedDocument, remarks: Sequence[Remark], changes: Mapping[int, Told], adjusted: Mapping[int, list[Payee]],
    beside: Mapping[Place, str],
) -> Iterator[PaymentLine]:  # fmt: skip
    """The line of each who is paid; that of an adjustment ends with what it adjusts."""
    payees = KINDS[row.kind].payees(_main(row))
    before = [one for remark in remarks if remark.does for one in adjusted.get(remark.does.by_id, [])]
    told = {remark.change: changes[remark.change.pk] for remark in remarks
            if remark.change and remark.change.pk in changes}  # fmt: skip
    for place, payee in enumerate(payees):
        bearing = {change: bore for change, one in told.items() if (bore := one.on(payee, payees))}
        others = [name for change, one in told.items() if change not in bearing for name in one.names(payees)]
        whose = said_whose(payee, before, others) if payee.money.monthly else beside.get((document_of(row), place), "")
        bears = [remark for remark in remarks if _touches(remark, payee, bearing)]
        yield _line(row, taken_over(payee, before), payee.money, bears, bearing, whose)


def _touches(remark: Remark, payee: Payee, bearing: Mapping[DocumentChange, Change]) -> bool:
    """Whether it is to be told of the person: an adjustment touches nobody who is paid once, beside others monthly."""
    adjusts = remark.change is not None and remark.change.act == DocumentChange.Act.ADJUSTS
    return not adjusts or bool(payee.money.monthly) or remark.change in bearing


def _line(
    row: PreparedDocument,
    payee: Payee,
    signed: Money,
    remarks: Sequence[Remark],
    bearing: Mapping[DocumentChange, Change],
    whose: str,
) -> PaymentLine:
    done = [change for change, bore in bearing.items() if bore.held]
    left = owed(_granted(payee), list(bearing.values()))
    form = ResultVersion.Stage.PAPER_COPY.label if row.on_paper else ""  # type: ignore[attr-defined]  # annotated
    doubts = f"{TO_LOOK_AT}: {'; '.join(left.doubts)}" if left.doubts else ""
    told = [remark.text for remark in remarks]
    said = (form, *told, whose, less(payee.money, left, done), less_recovered(payee.money, left, done),
            said_paid(payee, left), doubts)  # fmt: skip
    return PaymentLine(
        str(row.draft.dossier), row.number, row.dated, localdate(row.issued_at),  # type: ignore[attr-defined]
        payee.person, payee.id_number, payee.insurance_number, _benefit(row, remarks), payee.begins,
        str(left.last) if left.cut else payee.last_month, left.monthly, left.once,
        left.recovered, signed.monthly, signed.once, signed.recovered, payee.place, payee.method, payee.account,
        ", ".join(_lacking(payee)) if left.monthly or left.once or not done else "", ". ".join(filter(None, said)),
        left.cut,
    )  # fmt: skip


def _benefit(row: PreparedDocument, remarks: Sequence[Remark]) -> str:
    """What is paid; of an adjustment also which benefit it adjusts, as it is told there or by what it adjusts."""
    if row.kind != REVISION:
        return row.title
    earlier = (remark.does.earlier for remark in remarks if remark.does)
    known = (ALLOWANCES.get(result.kind, "") for result in earlier if result)
    adjusted = _main(row).get("allowance") or next(known, "")
    return f"{row.title}: {adjusted}" if adjusted else row.title


def _granted(payee: Payee) -> Granted:
    begins = Month.of(payee.begins) if payee.begins else None
    last = Month.parse(payee.last_month) if payee.last_month else None
    settles = Month.of(payee.before.since) if payee.before else None
    return Granted(payee.money.monthly, payee.money.once, begins, last, payee.money.recovered, settles)


def totals_of(lines: Iterable[PaymentLine]) -> Totals:
    """What the lines come to; what ends before a change is no part of what goes on."""
    rows = list(lines)
    ended: dict[Month, int] = {}
    for line in (row for row in rows if row.ended):
        month = Month.parse(line.last_month)
        ended[month] = ended.get(month, 0) + line.monthly
    monthly = sum(line.monthly for line in rows if not line.ended)
    once, recovered = sum(line.once for line in rows), sum(line.recovered for line in rows)
    return Totals(monthly, once, tuple(sorted(ended.items())), recovered)


def _lacking(payee: Payee) -> Iterator[str]:
    """What must be asked for before this person can be paid; of who only pays back nothing."""
    if payee.money.recovered and not (payee.money.monthly or payee.money.once):
        return
    if not payee.method:
        yield "hình thức nhận"
    if payee.method != TRANSFER:
        return
    if not payee.place:
        yield "ngân hàng"
    if not payee.account:
        yield "số tài khoản"


def _main(row: PreparedDocument) -> dict[str, Any]:
    papers = (row.draft.frozen or {})["papers"]
    data: dict[str, Any] = next(paper["data"] for paper in papers if paper["main"])
    return data


def payments_xlsx(start: date, end: date, lines: Iterable[PaymentLine]) -> bytes:
    """The list as a spreadsheet: days and amounts as such, all else as text."""
    under = f"Phát hành từ ngày {start:%d/%m/%Y} đến ngày {end:%d/%m/%Y}"
    return list_xlsx(
        "Danh sách chi trả",
        "DANH SÁCH CHI TRẢ THEO QUYẾT ĐỊNH ĐÃ PHÁT HÀNH",
        under,
        HEADS,
        (astuple(line)[: len(HEADS)] for line in lines),
    )
