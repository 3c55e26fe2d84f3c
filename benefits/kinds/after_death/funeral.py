"""How is the funeral allowance decided: alone (QD_MAITANG), or as a line of another decision after a death?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from benefits.arithmetic.payments import Benefit
from benefits.arithmetic.periods import refuse_invalid
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.survivors.cases import DeathCase, Standing
from benefits.arithmetic.survivors.death import burial
from benefits.arithmetic.survivors.funeral import LABEL
from benefits.kinds.after_death.deceased import after_death, death_case, deceased_of, no_time
from benefits.kinds.after_death.relatives import account_of, payee_of
from benefits.kinds.kind import Data, Kind, Money, Payee, Typed
from benefits.kinds.receiving import Account
from benefits.models import Draft
from benefits.reading import Unreadable
from benefits.wording.decisions import described, formula_of, payment_of
from bhxh_archive.money import in_words
from intake.models import Person

BURIAL: Final = "trợ cấp mai táng"
BURIAL_ACCOUNT: Final = Account("funeral_account", "nhận trợ cấp mai táng")


def grants_burial(entries: Mapping[str, Any]) -> bool:
    """Whether a decision that may leave it to another grants it."""
    return entries.get("funeral", True) is not False


def burial_in(draft: Draft) -> list[str]:
    """The claim to it of a decision that may leave it to another."""
    return [BURIAL] if grants_burial(draft.entries) else []


def burial_receiver(draft: Draft, entries: Mapping[str, Any]) -> Person:
    """Who was chosen, else who receives the decision."""
    return payee_of(draft, entries, "funeral_payee") or draft.receiver or Person()


def funeral_line(draft: Draft, result: Benefit) -> dict[str, Any] | None:
    """The allowance with its receiver, None where it is decided elsewhere."""
    paid = next((payment.amount for payment in result.payments if payment.label_vi == LABEL), None)
    if paid is None:
        return None
    receiver = burial_receiver(draft, draft.entries)
    return {
        "amount": paid, "formula": formula_of(result.steps, LABEL), "in_words": in_words(paid).lower(),
        "receiver": described(receiver, {}),
        "account": draft.entries.get("funeral_account") or account_of(receiver, draft.entries),
    }  # fmt: skip


def funeral_payee(data: Data) -> list[Payee]:
    """Who is paid the allowance by a frozen decision; nobody where it holds none."""
    line = data["funeral"]
    if line is None:
        return []
    receiver, payment = line["receiver"], data["payment"]
    return [Payee(receiver["name"], receiver["id_number"], receiver["insurance_number"], None,
                  Money(once=line["amount"]), payment["place"], payment["method"], line["account"])]  # fmt: skip


def _compute(case: DeathCase, rules: Rules) -> Benefit:
    refuse_invalid(case.periods, case.death)
    return burial(case, rules)


def _case(typed: Typed) -> DeathCase:
    """Only of an insured person it matters how long was paid."""
    case = death_case(typed)
    if case.standing is Standing.INSURED and (missing := no_time(case)):
        raise Unreadable(*missing)
    return case


def _data(draft: Draft, result: Benefit) -> Data:
    return after_death(draft) | {"funeral": funeral_line(draft, result), "payment": payment_of(draft.entries)}


FUNERAL: Final = Kind(
    "QD_MAITANG", "benefits.forms.survivors.FuneralEntries", _case, _compute,
    lambda result: Money(once=result.once), lambda result: None, "decision_funeral", _data, funeral_payee,
    of=deceased_of, claims=lambda draft: [BURIAL], accounts=lambda draft, entries: [BURIAL_ACCOUNT],
)  # fmt: skip
