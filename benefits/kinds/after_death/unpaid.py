"""How is decided what relatives get when the receiver of a monthly allowance dies (QD_TCHT_TN)?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from benefits import reading
from benefits.arithmetic.allowance import MOST_MONTHS
from benefits.arithmetic.months import Month
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.survivors.unpaid import LABEL, Unpaid, UnpaidCase, unpaid
from benefits.kinds.after_death.deceased import after_death, death_of, deceased_of
from benefits.kinds.after_death.funeral import burial_in, funeral_line, grants_burial
from benefits.kinds.after_death.one_sum import doubted, share_rows, sharers
from benefits.kinds.after_death.survivors import accounts, payees
from benefits.kinds.by_hand import amount, in_line, product, unsaid
from benefits.kinds.kind import Data, Kind, Money, Typed
from benefits.models import Draft
from benefits.reading import Unreadable
from benefits.reading.limits import MONTHS_OF_WORK, outside
from benefits.wording.decisions import payment_of
from bhxh_archive.money import in_words

CLAIM: Final = "trợ cấp hằng tháng chưa nhận"
_ASKED: Final = {
    "amount": "Chưa ghi số tiền trợ cấp của những tháng chưa nhận.",
    "ground": "Chưa ghi căn cứ pháp lý của số tiền.",
    "method": "Chưa ghi cách tính ra số tiền.",
}


def _case(typed: Typed) -> UnpaidCase:
    """Raises Unreadable with everything that is missing, or can't be so."""
    entries, death = typed.entries, Month.of(death_of(typed.entries).day)
    if missing := unsaid(_ASKED, entries):
        raise Unreadable(*missing)
    case = UnpaidCase(
        death=death, amount=amount(entries, "amount"), ground=in_line(entries, "ground"),
        method=in_line(entries, "method"), relatives=sum(bool(taker.shares) for taker in sharers(typed, death)),
        monthly=reading.money(entries, "monthly"), months=reading.whole(entries, "months_left"),
        funeral=grants_burial(entries), funeral_amount=reading.money(entries, "funeral_amount"),
        compulsory_months=reading.whole(entries, "compulsory_months"), all_months=reading.whole(entries, "all_months"),
    )  # fmt: skip
    if odd := list(_odd(case)):
        raise Unreadable(*odd)
    return case


def _odd(case: UnpaidCase) -> Iterator[str]:
    amounts = (("Số tiền", case.amount), ("Mức đang hưởng", case.monthly), ("Trợ cấp mai táng", case.funeral_amount))
    yield from (f"{label} phải lớn hơn 0." for label, typed in amounts if typed is not None and not typed)
    if case.months is not None:
        yield from outside("Số tháng chưa nhận", case.months, 1, MOST_MONTHS)
    if case.monthly is not None and case.months is not None:
        yield from product("Số tiền", case.amount, case.monthly, case.months)
    for months in (case.compulsory_months, case.all_months):
        yield from outside("Số tháng đóng", months or 0, 0, MONTHS_OF_WORK)


def _compute(case: UnpaidCase, rules: Rules) -> Unpaid:
    return doubted(unpaid(case, rules), case.relatives)


def _data(draft: Draft, result: Unpaid) -> Data:
    case = result.case
    total = next(paid.amount for paid in result.payments if paid.label_vi == LABEL)
    return after_death(draft, _drew(draft)) | {
        "claimed": "chế độ",
        "monthly": None if case.monthly is None else int(case.monthly),
        "months": case.months,
        "ground": case.ground,
        "method": case.method,
        "relatives": share_rows(draft, case.death, total),
        "total": total,
        "total_in_words": in_words(total).lower(),
        "funeral": funeral_line(draft, result),
        "payment": payment_of(draft.entries),
    }


def _drew(draft: Draft) -> str:
    earlier = reading.text(draft.entries, "earlier")
    return "đang hưởng trợ cấp hằng tháng" + (f" theo Quyết định {earlier}" if earlier else "")


UNPAID: Final = Kind(
    "QD_TCHT_TN", "benefits.forms.unpaid.UnpaidEntries", _case, _compute, lambda result: Money(once=result.once),
    lambda result: None, "decision_unpaid", _data, payees, of=deceased_of, periods=False,
    claims=lambda draft: [CLAIM, *burial_in(draft)], accounts=accounts,
)  # fmt: skip
