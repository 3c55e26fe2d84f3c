"""How does what an officer typed become a case for the arithmetic, and what does it come to?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from benefits import law
from benefits.arithmetic.months import Month
from benefits.arithmetic.periods import Exclusion, Period, PeriodsInvalidError, Regime, check
from benefits.arithmetic.rules import RuleMissing
from benefits.arithmetic.salaries import doubtful, wants_smallest
from benefits.arithmetic.steps import Finding, NotComputableError
from benefits.kinds import KINDS, Kind, Money, Result, Typed
from benefits.kinds.insured import UNREAD_ROWS
from benefits.kinds.receiving import Lack, lacking
from benefits.models import ContributionPeriod, Draft
from benefits.reading import Unreadable
from benefits.reading.history_files import smallest_in
from bhxh_archive.models import Office
from bhxh_archive.once import read_once


@dataclass(frozen=True)
class Computed:
    """A result with its working, or the sentences that say why there is none. `findings` are about the periods."""

    result: Result | None
    problems: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    money: Money = Money()

    @property
    def ready(self) -> bool:
        """Whether it may be proposed: computed, not tentative, nothing wrong with the periods."""
        return self.result is not None and not self.result.tentative and not self.problems

    @property
    def warnings(self) -> list[str]:
        """What an officer, a head and a leader must have looked at: eligibility and missing months.

        Numbers of the law that still want confirming are flagged in the working itself.
        """
        of_periods = [row for row in self.findings if row.severity != "error"]
        found = [*of_periods, *(self.result.findings if self.result else ())]
        return list(dict.fromkeys(row.message_vi for row in found))


def is_computed(kind: str) -> bool:
    """Whether this result rests on arithmetic of ours."""
    return kind in KINDS


def periods_of(draft: Draft) -> tuple[Period, ...]:
    """The typed rows as the arithmetic reads them."""
    return tuple(_period(row) for row in draft.periods.all())


def _period(row: ContributionPeriod) -> Period:
    return Period(
        start=Month.of(row.first_month), end=Month.of(row.last_month), regime=Regime(row.regime), salary=row.salary,
        coefficient=row.coefficient, allowances=row.allowance or Decimal(0), rate=row.rate, job=row.job,
        employer=row.employer, exclusion=Exclusion(row.exclusion) if row.exclusion else None, note=row.note,
    )  # fmt: skip


def compute(
    draft: Draft, *, entries: Mapping[str, Any] | None = None, periods: Sequence[Period] | None = None
) -> Computed:
    """Compute the draft as saved, or as typed when `entries` and `periods` are given.

    What is missing or impossible comes back as sentences, never as an exception. Only for a kind of `KINDS`.
    """
    if entries is None and periods is None:
        return _as_saved(draft)
    return _computed(draft, draft.entries if entries is None else entries,
                     periods_of(draft) if periods is None else tuple(periods))  # fmt: skip


@read_once
def _as_saved(draft: Draft) -> Computed:
    return _computed(draft, draft.entries, periods_of(draft))


def _computed(draft: Draft, typed: Mapping[str, Any], rows: tuple[Period, ...]) -> Computed:
    kind = KINDS[draft.kind.code]
    # While a row can't be read, the others are checked where they are typed: here their numbers would be wrong.
    findings = () if typed.get(UNREAD_ROWS) else tuple(findings_on(rows, draft.dossier.settling_office))
    try:
        result = _result(kind, Typed(draft, typed, rows))
        return Computed(result, findings=findings, money=kind.money(result))
    except Unreadable as unreadable:
        return Computed(None, unreadable.problems, findings)
    except PeriodsInvalidError as invalid:
        return Computed(None, tuple(found.message_vi for found in invalid.findings), findings)
    except RuleMissing as missing_rule:
        return Computed(None, (missing_rule.message_vi,), findings)
    except NotComputableError as error:
        return Computed(None, (error.message_vi,), findings)


def findings_on(
    rows: Sequence[Period], office: Office, numbers: Sequence[int] | None = None
) -> list[Finding]:  # fmt: skip
    """What the check of months and that of salaries say of these rows; `numbers` as in `periods.check`."""
    smallest = smallest_in(office) if wants_smallest(rows) else 0
    return check(rows, Month.of(timezone.localdate()), numbers) + doubtful(rows, law.in_force(), smallest, numbers)


def _result(kind: Kind, typed: Typed) -> Result:
    case = kind.case(typed)
    try:
        return kind.compute(case, law.in_force())
    except RuleMissing:  # the coefficients of the year may stand in, and the result is then marked TẠM TÍNH
        return kind.compute(case, law.in_force().extended(case.benefit.year))


def lacks_of(draft: Draft, entries: Mapping[str, Any] | None = None) -> list[Lack]:
    """What keeps the money from being transferred, as saved or as typed: told while typing, refused when proposed."""
    typed, kind = draft.entries if entries is None else entries, KINDS.get(draft.kind.code)
    wanted = kind.accounts(draft, typed) if kind else None
    return [] if wanted is None else lacking(typed, wanted)


def headline(computed: Computed) -> str:
    """What a result comes to, for lists: `3.783.135 đồng/tháng`."""
    if computed.result and computed.money == Money():
        return "Không chi trả khoản nào"
    return computed.money.words if computed.result else ""
