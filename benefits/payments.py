"""What is to be paid to whom by the decisions that went out, so that nobody types it again?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.timezone import localdate

from benefits.kinds import KINDS, Money, Payee
from benefits.kinds.receiving import TRANSFER
from benefits.models import PreparedDocument
from benefits.queries import issued_documents
from benefits.standing import Remark, document_of, remarks_on
from bhxh_archive.models import User
from bhxh_archive.spreadsheets import list_xlsx
from intake.models import ResultVersion

READERS: Final = ("benefits.issue", "benefits.endorse", "results.pay")
"""Any of these rights opens the list of the offices where it is held."""
HEADS: Final = (
    ("Mã hồ sơ", 26), ("Số quyết định", 18), ("Ngày quyết định", 14), ("Phát hành", 14), ("Người hưởng", 28),
    ("Số định danh", 16), ("Mã số BHXH", 14), ("Chế độ", 34), ("Hưởng từ", 12), ("Đến hết tháng", 14),
    ("Hằng tháng (đồng)", 18), ("Một lần (đồng)", 18), ("Nơi nhận tiền", 24), ("Hình thức", 16), ("Số tài khoản", 20),
    ("Còn thiếu", 30), ("Ghi chú", 26),
)  # fmt: skip


@dataclass(frozen=True)
class PaymentLine:
    """One person paid by a decision, amounts in whole đồng, in the order of HEADS."""

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
    place: str
    method: str
    account: str
    lacking: str
    note: str


def issued_decisions(user: User, start: date, end: date) -> QuerySet[PreparedDocument]:
    """The decisions on money that this person's offices sent out on these days (both counted in), oldest first."""
    offices = set().union(*(user.offices_with(right) for right in READERS))
    return issued_documents(offices, start, end).filter(kind__in=KINDS)


def lines_of(rows: Iterable[PreparedDocument]) -> list[PaymentLine]:
    """What stands on the decisions, as they were frozen and signed: a line for each person who is paid.

    Nothing is to be paid by a decision that was replaced or revoked, no monthly amount by one that was adjusted: its
    line holds none to add up, and says why, what stands on the decision, and until when that is owed.
    """
    found = list(rows)
    remarks = remarks_on({row.draft.dossier_id for row in found})
    return [_line(row, payee, remarks.get(document_of(row), [])) for row in found
            for payee in KINDS[row.kind].payees(_main(row))]  # fmt: skip


def _line(row: PreparedDocument, payee: Payee, remarks: Sequence[Remark]) -> PaymentLine:
    ended = next((remark for remark in remarks if remark.ends or remark.since), None)
    money = _left_of(payee.money, ended)
    form = ResultVersion.Stage.PAPER_COPY.label if row.on_paper else ""  # type: ignore[attr-defined]  # annotated
    left = _not_paid(payee.money, ended) if ended else ""
    note = ". ".join(filter(None, [form, *(remark.text for remark in remarks), left]))
    return PaymentLine(
        str(row.draft.dossier), row.number, row.dated, localdate(row.issued_at),  # type: ignore[attr-defined]
        payee.person, payee.id_number, payee.insurance_number, row.title, payee.begins, payee.last_month,
        money.monthly, money.once, payee.place, payee.method, payee.account,
        ", ".join(_lacking(payee)) if money == payee.money or money.once else "", note,
    )  # fmt: skip


def _left_of(money: Money, ended: Remark | None) -> Money:
    """What is paid once stays owed where only the monthly amount became another."""
    if ended is None:
        return money
    return Money() if ended.ends else Money(once=money.once)


def _not_paid(money: Money, ended: Remark) -> str:
    since = f" từ ngày {ended.since:%d/%m/%Y}" if ended.since else ""
    if ended.ends:
        return f"Không chi trả theo văn bản này{since} (ghi {money.words})"
    return f"Không chi trả mức hằng tháng này{since} (ghi {Money(money.monthly).words})"


def _lacking(payee: Payee) -> Iterator[str]:
    """What must be asked for before this person can be paid."""
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
        "Danh sách chi trả", "DANH SÁCH CHI TRẢ THEO QUYẾT ĐỊNH ĐÃ PHÁT HÀNH", under, HEADS, map(astuple, lines)
    )
