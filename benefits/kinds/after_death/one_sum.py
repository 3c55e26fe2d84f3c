"""How is the one sum that relatives take after a death decided and shared out (08B-HSB)?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeVar

from benefits import reading
from benefits.arithmetic.months import Month
from benefits.arithmetic.payments import Benefit
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.steps import figure
from benefits.arithmetic.survivors.cases import DeathCase, Standing
from benefits.arithmetic.survivors.one_sum import LABEL
from benefits.kinds.after_death.deceased import death_case, deceased_of
from benefits.kinds.after_death.funeral import burial_in
from benefits.kinds.after_death.relatives import Taker, relatives_in, share_of, takers
from benefits.kinds.after_death.survivors import (
    Left,
    accounts,
    compute,
    history,
    money,
    payees,
    row_of,
    shared,
    with_relatives,
)
from benefits.kinds.kind import Data, Kind, Typed
from benefits.models import Draft
from benefits.reading import Unreadable
from benefits.wording.decisions import formula_of
from bhxh_archive.money import in_words, round_half_up

SHARED_OUT: Final = "Cần xác nhận: cách chia trợ cấp một lần cho nhiều thân nhân (chia đều nếu không ghi khác)."

Found = TypeVar("Found", bound=Benefit)


def _case(typed: Typed) -> DeathCase:
    """Of an insured person the history counts, of others what they received."""
    case, entries = death_case(typed), typed.entries
    insured, received = case.standing is Standing.INSURED, reading.money(entries, "received")
    if insured and not typed.periods:
        raise Unreadable("Chưa nhập quá trình đóng BHXH của người chết.")
    if not (insured or received):
        raise Unreadable("Chưa ghi mức lương hưu hoặc trợ cấp hằng tháng của người chết.")
    sharers(typed, case.death)
    return with_relatives(typed, replace(
        case, received=received, received_months=reading.whole(entries, "received_months") or 0,
        joined_state=reading.month(entries, "joined_state"), stated_average=reading.money(entries, "stated_average"),
        one_sum=True,
    ))  # fmt: skip


def sharers(typed: Typed, death: Month) -> list[Taker]:
    """Everybody who was ticked. Raises Unreadable where none of them has a share."""
    left = takers(typed.draft, typed.entries, death)
    if not any(taker.shares for taker in left):
        raise Unreadable("Chưa thân nhân nào có phần trong trợ cấp một lần.")
    return left


def _compute(case: DeathCase, rules: Rules) -> Left:
    return doubted(compute(case, rules), len(case.relatives))


def doubted(found: Found, relatives: int) -> Found:
    """With the doubt about how one sum is shared, where so many share it."""
    return replace(found, warnings=(*found.warnings, SHARED_OUT)) if relatives > 1 else found


def shared_out(total: int, shares: Sequence[int]) -> list[int]:
    """Whole đồng by shares, of which there is one at least; what rounding leaves goes to the first who has one."""
    rows = [total * share // sum(shares) for share in shares]
    first = next(place for place, share in enumerate(shares) if share)
    rows[first] += total - sum(rows)
    return rows


def share_rows(draft: Draft, death: Month, total: int) -> list[Data]:
    """Each relative with a share, and what it comes to."""
    left = [taker for taker in takers(draft, draft.entries, death) if taker.shares]
    amounts = shared_out(total, [taker.shares for taker in left])
    return [row_of(taker) | {"amount": amount} for taker, amount in zip(left, amounts, strict=True)]


def _data(draft: Draft, result: Left) -> Data:
    total = next(paid.amount for paid in result.payments if paid.label_vi == LABEL)
    return shared(draft, result) | {
        "basis": _basis(result),
        "formula": formula_of(result.steps, LABEL),
        "relatives": share_rows(draft, result.case.death, total),
        "total": total,
        "total_in_words": in_words(total).lower(),
    }


def _basis(result: Left) -> list[dict[str, str]]:
    """What is multiplied, and by how many months."""
    average = result.basis
    label = "Mức bình quân tiền lương, thu nhập làm căn cứ đóng" if average else "Mức đang hưởng hằng tháng"
    amount = figure(round_half_up(average.amount) if average else int(result.case.received or 0))
    counted = [{"label": step.label_vi, "formula": step.formula_vi, "value": f"{figure(step.value)} tháng"}
               for step in result.steps if step.unit == "tháng"]  # fmt: skip
    return [{"label": label, "formula": "", "value": f"{amount} đồng"}, *counted]


def _claims(draft: Draft) -> list[str]:
    """The whole sum is decided at once: no relative has a monthly allowance beside it (art 89)."""
    return [*burial_in(draft), *(share_of(person) for person in relatives_in(draft))]


SURVIVORS_ONCE: Final = Kind(
    "08B-HSB", "benefits.forms.survivors.OneSumEntries", _case, _compute, money, history, "decision_08b", _data, payees,
    of=deceased_of, claims=_claims, accounts=accounts,
)  # fmt: skip
