"""How is an allowance paid that another body decided: the list of what the decisions of the employment service centre
grant (DS_CHITRA)?

Nothing of the right is computed: the centre decides who draws how much for how long, here it is only multiplied and
added up. A row is made for each insured person and each member of a list whom reception registered. Not covered: two
decisions on one person in one dossier, people who are paid in different ways (cash beside a transfer) or at different
banks, a spreadsheet of many people. No official form of the list is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.timezone import localdate

from benefits.arithmetic.allowance import look
from benefits.arithmetic.months import Month
from benefits.arithmetic.rules import RuleMissing, Rules
from benefits.arithmetic.steps import DONG, Finding, Step, figure, step
from benefits.kinds.kind import Data, Kind, Money, Payee, Stated, Typed
from benefits.kinds.payment_rows import Cell, Row, paid_in, row_of, spoken
from benefits.kinds.receiving import Account
from benefits.models import Draft
from benefits.reading import Unreadable
from benefits.wording.decisions import payment_of
from benefits.wording.letterheads import SETTLED_LIST, letterhead, open_signature
from bhxh_archive.money import in_words
from intake.models import Person

CODE: Final = "DS_CHITRA"


@dataclass(frozen=True)
class PaymentList(Stated):
    """Whom the list pays, in the order of the dossier."""

    rows: tuple[Row, ...]


def _case(typed: Typed) -> PaymentList:
    """Raises Unreadable with everything that is missing of everybody, or can't be so."""
    people, rows, problems = paid_in(typed.draft), [], []
    for person in people:
        try:
            rows.append(row_of(typed.entries, person))
        except Unreadable as unreadable:
            problems += [spoken(people, person, said) for said in unreadable.problems]
    if problems or not rows:
        raise Unreadable(*(problems or ["Hồ sơ chưa có người hưởng: hãy bổ sung ở phần tiếp nhận."]))
    return PaymentList(tuple(rows))


def _compute(case: PaymentList, rules: Rules) -> PaymentList:
    people = [row.person for row in case.rows]
    findings = tuple(found for row in case.rows for found in _longer(row, people, rules))
    return replace(case, steps=tuple(_multiplied(row, people) for row in case.rows), findings=findings)


def _multiplied(row: Row, people: Sequence[Person]) -> Step:
    formula = f"từ {row.first} đến {row.last}: {figure(row.monthly)} × {row.months} tháng"
    ground = f"Quyết định số {row.number} ngày {row.decided:%d/%m/%Y}"
    return step(spoken(people, row.person, "Tổng số tiền"), formula, row.total, DONG, ground)


def _longer(row: Row, people: Sequence[Person], rules: Rules) -> Iterator[Finding]:
    """MANY_MONTHS where more are paid than the law of their first month gives anybody; none where it isn't known."""
    with suppress(RuleMissing):
        most = rules.find("unemployment", "most_months", row.first.first_day)
        if row.months > most.value:
            words = f"Hưởng {row.months} tháng, luật cho tối đa {figure(most.value)} tháng."
            yield look("MANY_MONTHS", spoken(people, row.person, words), most.source)


def _data(draft: Draft, result: PaymentList) -> Data:
    """The list in the shape of `shapes.payment_list`."""
    payment, total = payment_of(draft.entries), sum(row.total for row in result.rows)
    return {
        "letterhead": letterhead(draft, SETTLED_LIST),
        "dossier_number": draft.dossier.number, "received": localdate(draft.dossier.received_at),
        "lines": [_line(row, number, payment) for number, row in enumerate(result.rows, start=1)],
        "monthly": sum(row.monthly for row in result.rows), "total": total, "total_in_words": in_words(total).lower(),
        "preparer": draft.drafted_by.full_name, "head_title": "Trưởng phòng Chế độ BHXH", "head": "",
        "recipients": [*dict.fromkeys(row.agency for row in result.rows), "Phòng Kế hoạch - Tài chính",
                       "Lưu: VT, CĐBHXH, hồ sơ (02)"],
        "signature": open_signature(),
    }  # fmt: skip


def _line(row: Row, ordinal: int, payment: Mapping[str, str]) -> Data:
    person = row.person
    return {
        "ordinal": ordinal, "name": person.full_name, "birth": person.born, "id_number": person.personal_id,
        "insurance_number": person.insurance_number, "decision_number": row.number, "decided_on": row.decided,
        "agency": row.agency, "first": str(row.first), "last": str(row.last), "months": row.months,
        "monthly": row.monthly, "total": row.total, "payment": {**payment, "account": row.account},
    }  # fmt: skip


def _payees(data: Data) -> list[Payee]:
    return [_payee(line) for line in data["lines"]]


def _payee(line: Data) -> Payee:
    payment = line["payment"]
    return Payee(
        line["name"], line["id_number"], line["insurance_number"], Month.parse(line["first"]).first_day,
        Money(line["monthly"]), payment["place"], payment["method"], payment["account"], line["last"],
        born=line["birth"], line=line["ordinal"],
    )  # fmt: skip


def _accounts(draft: Draft, _: Mapping[str, Any]) -> list[Account]:
    people = paid_in(draft)
    return [Account(Cell.ACCOUNT.of(person), f"của {person}" if len(people) > 1 else "") for person in people]


PAYMENT_LIST: Final = Kind(
    CODE, "benefits.forms.payment_list.PaymentListEntries", _case, _compute,
    lambda result: Money(sum(row.monthly for row in result.rows)), lambda result: None, "payment_list", _data, _payees,
    periods=False, accounts=_accounts,
)  # fmt: skip
