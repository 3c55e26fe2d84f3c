"""What do the monthly allowances and the one sum of the relatives have in common?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from benefits.arithmetic.average import Average, stated_or_computed
from benefits.arithmetic.lump_sum import split_at_turn
from benefits.arithmetic.months import Month
from benefits.arithmetic.payments import Benefit
from benefits.arithmetic.periods import refuse_invalid, total_months
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.survivors.cases import DeathCase, Kin, Relative, Standing
from benefits.arithmetic.survivors.death import survivors
from benefits.kinds.after_death.deceased import after_death, death_of
from benefits.kinds.after_death.funeral import (
    BURIAL_ACCOUNT,
    burial_receiver,
    funeral_line,
    funeral_payee,
    grants_burial,
)
from benefits.kinds.after_death.relatives import KIN_WORDS, Cell, Taker, account_of, relatives_in, takers
from benefits.kinds.kind import Data, History, Money, Payee, Typed
from benefits.kinds.receiving import Account
from benefits.models import Draft
from benefits.persons import address
from benefits.reading import Unreadable
from benefits.wording.decisions import duration, payment_of
from bhxh_archive.money import round_half_up
from intake.models import Person

_TOTAL: Final = "Tổng thời gian đóng BHXH"


@dataclass(frozen=True)
class Left(Benefit):
    """What is paid after a death, with its case, the average behind one sum, and until when each relative draws."""

    case: DeathCase
    basis: Average | None
    ends: tuple[Month | None, ...]


def compute(case: DeathCase, rules: Rules) -> Left:
    """Raises what `survivors` raises."""
    refuse_invalid(case.periods, case.death)
    averaged = case.one_sum and case.standing is Standing.INSURED
    basis = stated_or_computed(case, rules) if averaged else None
    ends = tuple(_end(relative, case.death, rules) for relative in case.relatives)
    return Left(**vars(survivors(case, rules)), case=case, basis=basis, ends=ends)


def _end(relative: Relative, death: Month, rules: Rules) -> Month | None:
    """The month in which a child comes of age; None where the allowance ends with its conditions (art 86)."""
    disabled = relative.loss_percent >= rules.value("survivors", "relative_loss_percent", death.first_day)
    if relative.kin is not Kin.CHILD or relative.birth is None or disabled:
        return None
    return Month.of(relative.birth) + int(rules.value("survivors", "child_age", death.first_day)) * 12


def with_relatives(typed: Typed, case: DeathCase) -> DeathCase:
    """The case with everybody who was ticked. Raises Unreadable."""
    left = takers(typed.draft, typed.entries, case.death)
    return replace(case, relatives=tuple(taker.relative for taker in left), funeral=grants_burial(typed.entries))


def money(result: Left) -> Money:
    """Allowances a month; one sum and funeral once."""
    return Money(result.monthly, result.once)


def history(result: Left) -> History | None:
    """None where no history was typed: the dead drew a pension or an allowance."""
    case, basis = result.case, result.basis
    if not case.periods:
        return None
    total, since = total_months(case.periods), case.death + 1
    if basis is None:
        return History(total, ((_TOTAL, total), ("Bắt buộc", case.compulsory)), since=since)
    parts = split_at_turn(case.periods)
    times = ((_TOTAL, total), ("Trước ngày 01/01/2014", parts.months_before),
             ("Từ ngày 01/01/2014", parts.months_from))  # fmt: skip
    return History(total, times, basis.rows, basis.regimes, round_half_up(basis.amount), since)


def shared(draft: Draft, result: Left) -> Data:
    """What stands on both decisions."""
    months = total_months(result.case.periods)
    return after_death(draft) | {
        "total_time": duration(months) if months else None,
        "funeral": funeral_line(draft, result),
        "payment": payment_of(draft.entries),
    }


def row_of(taker: Taker) -> dict[str, Any]:
    """One relative in the shape of `shapes.common.Survivor`, still without the amount."""
    person, payee = taker.person, taker.payee
    return {
        "name": person.full_name, "id_number": person.personal_id, "insurance_number": person.insurance_number,
        "birth": person.born, "relation": person.relation or KIN_WORDS[taker.relative.kin],
        "receiver": "" if payee == person else f"{address(payee)} {payee.full_name}", "account": taker.account,
    }  # fmt: skip


def accounts(draft: Draft, entries: Mapping[str, Any]) -> list[Account]:
    """One of each relative who receives something, for whomever, and that of the funeral allowance; none while it is
    not clear who takes what."""
    try:
        left = takers(draft, entries, Month.of(death_of(entries).day))
    except Unreadable:
        return []
    lacking = [taker for taker in left if taker.shares and not taker.account]
    known = relatives_in(draft)
    people = list(dict.fromkeys(taker.payee if taker.payee in known else taker.person for taker in lacking))
    return [*(Account(Cell.ACCOUNT.of(person), f"của {person}") for person in people), *_burial(draft, entries, people)]


def _burial(draft: Draft, entries: Mapping[str, Any], asked: list[Person]) -> list[Account]:
    """Nothing where its receiver has an account already, or is asked for it as a relative."""
    receiver = burial_receiver(draft, entries)
    settled = receiver in asked or account_of(receiver, entries)
    return [] if settled or not grants_burial(entries) else [BURIAL_ACCOUNT]


def payees(data: Data) -> list[Payee]:
    """Every relative of a frozen decision, and who receives the funeral allowance."""
    begins = date.fromisoformat(data["start"]) if "start" in data else None
    rows = enumerate(data["relatives"], start=1)
    return [*(_payee(row, line, data["payment"], begins) for line, row in rows), *funeral_payee(data)]


def _payee(row: dict[str, Any], line: int, payment: dict[str, str], begins: date | None) -> Payee:
    name = f"{row['name']} ({row['receiver']} nhận)" if row["receiver"] else row["name"]
    paid = Money(monthly=row["amount"]) if begins else Money(once=row["amount"])
    return Payee(name, row["id_number"], row["insurance_number"], begins, paid, payment["place"], payment["method"],
                 row["account"], row.get("end", ""), entitled=row["name"], born=row.get("birth", ""),
                 line=line)  # fmt: skip
