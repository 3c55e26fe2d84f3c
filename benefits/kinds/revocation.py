"""How is an issued document revoked or annulled (QD_THUHOI): which, from when, why, and what is paid back?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from benefits import reading
from benefits.arithmetic.months import Month
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.steps import Finding, Step
from benefits.decisions import common
from benefits.kinds.by_hand import in_line, unsaid
from benefits.kinds.kind import Data, Kind, Money, Payee, Typed
from benefits.models import Draft
from benefits.models.changes import DECISION, LIST
from benefits.named import REVOCATION, Act, Named, readable_in
from benefits.persons import addressed, insured_of
from benefits.reading import Unreadable
from bhxh_archive.money import in_words


@dataclass(frozen=True)
class Revocation:
    """What is revoked, on which ground, and the đồng to be paid back as they were typed; nothing is computed."""

    named: Named
    ground: str
    recovered: int = 0
    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()
    warnings: tuple[str, ...] = ()
    tentative: bool = False

    @property
    def benefit(self) -> Month:
        """The month from which nothing is due any more."""
        return Month.of(self.named.since or timezone.localdate())


def _case(typed: Typed) -> Revocation:
    """Raises Unreadable with everything that is missing, or for an amount that can't be read."""
    if missing := unsaid({"ground": "Chưa ghi căn cứ pháp lý của việc thu hồi, hủy bỏ."}, typed.entries):
        raise Unreadable(*missing)
    named = readable_in(typed.draft, typed.entries)
    if named is None:
        raise Unreadable  # `naming.problems_of` says why, as for every decision
    return Revocation(named, in_line(typed.entries, "ground"), int(reading.money(typed.entries, "recovered") or 0))


def _compute(case: Revocation, _: Rules) -> Revocation:
    return case


_MADE_OUT: Final = {DECISION: "cấp cho", LIST: "có tên"}
"""What the document revoked is to the person: a letter is sent."""


def _data(draft: Draft, result: Revocation) -> Data:
    named, filled = result.named, common(draft)
    filled.pop("payment")
    filed = f"Căn cứ hồ sơ {draft.dossier} về việc hưởng chế độ của {addressed(insured_of(draft))}"
    return filled | {
        "legal_bases": [*filled["legal_bases"][:-1], filed],
        "act": Act(named.act).label, "revoked": named.words, "made_out": _MADE_OUT.get(named.form, "gửi"),
        "since": named.since.isoformat() if named.since else None,
        "reason": named.reason, "ground": result.ground, "recovered": result.recovered,
        "recovered_in_words": in_words(result.recovered).lower() if result.recovered else "",
    }  # fmt: skip


def _payees(_: Data) -> list[Payee]:
    return []


REVOKED: Final = Kind(
    REVOCATION, "benefits.forms.revocation.RevocationEntries", _case, _compute,
    lambda result: Money(recovered=result.recovered), lambda result: None, "decision_revocation", _data, _payees,
    periods=False, accounts=lambda draft, entries: (),
)  # fmt: skip
