"""How are the monthly allowances of relatives decided (08A-HSB)?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from benefits.arithmetic.months import Month
from benefits.arithmetic.payments import Payment, Per
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.steps import NotComputableError, Step
from benefits.arithmetic.survivors.cases import DeathCase
from benefits.kinds.after_death.deceased import death_case, deceased_of, no_time
from benefits.kinds.after_death.funeral import burial_in
from benefits.kinds.after_death.relatives import Taker, chosen_of, share_of, takers
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
from bhxh_archive.money import in_words


@dataclass(frozen=True)
class MonthlyCase(DeathCase):
    """`elsewhere`: relatives to whom other drafts of the dossier give a monthly allowance after the same death."""

    elsewhere: int = 0


def _case(typed: Typed) -> MonthlyCase:
    case = death_case(typed)
    if missing := no_time(case):
        raise Unreadable(*missing)
    return MonthlyCase(**vars(with_relatives(typed, case)), elsewhere=_elsewhere(typed.draft))


def _elsewhere(draft: Draft) -> int:
    others = Draft.objects.filter(dossier=draft.dossier_id, kind=draft.kind_id, dropped_at=None).exclude(pk=draft.pk)
    given = others.values_list("entries", flat=True)
    return sum(len(chosen_of(draft, entries)) for entries in given)


def _compute(case: MonthlyCase, rules: Rules) -> Left:
    """Raises NotComputableError where several decisions together give more allowances than the law (art 87)."""
    most, given = int(rules.value("survivors", "most_relatives", case.death.first_day)), len(case.relatives)
    if case.elsewhere and case.elsewhere + given > most:
        raise NotComputableError(f"Các dự thảo của hồ sơ cho {case.elsewhere + given} thân nhân hưởng hằng tháng, "
                                 f"tối đa {most}: hãy bỏ chọn người không hưởng.")  # fmt: skip
    return compute(case, rules)


def _data(draft: Draft, result: Left) -> Data:
    left = takers(draft, draft.entries, result.case.death)
    rows = [_row(taker, paid, step, end, result.case.death + 1)
            for taker, (paid, step), end in zip(left, _allowances(result), result.ends, strict=True)]  # fmt: skip
    return shared(draft, result) | {
        "start": (result.case.death + 1).first_day.isoformat(),
        "relatives": rows,
        "total": result.monthly,
        "total_in_words": in_words(result.monthly).lower(),
    }


def _allowances(result: Left) -> list[tuple[Payment, Step]]:
    """With their steps, in the order of the relatives."""
    steps = {step.label_vi: step for step in result.steps}
    return [(paid, steps[paid.label_vi]) for paid in result.payments if paid.per is Per.MONTH]


def _row(taker: Taker, paid: Payment, step: Step, end: Month | None, start: Month) -> dict[str, Any]:
    return row_of(taker) | {
        "formula": step.formula_vi, "amount": paid.amount, "start": str(start), "end": str(end) if end else "",
    }  # fmt: skip


def _claims(draft: Draft) -> list[str]:
    return [*burial_in(draft), *(share_of(person) for person in chosen_of(draft, draft.entries))]


SURVIVORS_MONTHLY: Final = Kind(
    "08A-HSB", "benefits.forms.survivors.MonthlyEntries", _case, _compute, money, history, "decision_08a", _data,
    payees, of=deceased_of, claims=_claims, accounts=accounts,
)  # fmt: skip
