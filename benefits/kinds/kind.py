"""What must be known of a kind of decision so that it can be typed, computed, printed, added up and paid?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.utils import timezone

from benefits.arithmetic.adjustment import AdjustedRow
from benefits.arithmetic.average import RegimeAverage
from benefits.arithmetic.months import Month
from benefits.arithmetic.periods import Period
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.steps import Finding, Step
from benefits.kinds.receiving import OWN_ACCOUNT, Account
from benefits.models import Draft
from benefits.persons import Identity, insured_of
from bhxh_archive.money import dong
from intake.models import Person

Data = dict[str, Any]


class Case(Protocol):
    """What is computed. `benefit` is the month whose rules and coefficients apply."""

    @property
    def benefit(self) -> Month: ...


class Result(Protocol):
    """What every computation gives beside its amounts; a `tentative` one is never signed."""

    @property
    def steps(self) -> tuple[Step, ...]: ...
    @property
    def findings(self) -> tuple[Finding, ...]: ...
    @property
    def warnings(self) -> tuple[str, ...]: ...
    @property
    def tentative(self) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class Stated:
    """The result of a kind that states something and computes nothing: it is its own case, and has no working."""

    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()
    warnings: tuple[str, ...] = ()
    tentative: bool = False

    @property
    def benefit(self) -> Month:
        """No month matters: that of the day."""
        return Month.of(timezone.localdate())


@dataclass(frozen=True)
class Typed:
    """What a case is made from: the fields, the readable rows of the history, and the people of the dossier."""

    draft: Draft
    entries: Mapping[str, Any]
    periods: tuple[Period, ...]


@dataclass(frozen=True)
class Money:
    """What a decision comes to, in đồng: paid each month, and once; `recovered` of what was paid too much before."""

    monthly: int = 0
    once: int = 0
    recovered: int = 0

    def __add__(self, other: Money) -> Money:
        return Money(self.monthly + other.monthly, self.once + other.once, self.recovered + other.recovered)

    @property
    def words(self) -> str:
        """`3.783.135 đồng/tháng`, `25.300.000 đồng`, or both; behind a lowered amount what is taken back."""
        if self.recovered and not (self.monthly or self.once):
            return f"thu hồi {dong(self.recovered)} đồng"
        if not (self.monthly or self.recovered):
            return f"{dong(self.once)} đồng"
        once = f", {dong(self.once)} đồng một lần" if self.once else ""
        back = f", thu hồi {dong(self.recovered)} đồng" if self.recovered else ""
        return f"{dong(self.monthly)} đồng/tháng{once}{back}"


@dataclass(frozen=True)
class History:
    """What the contribution statement (04-HSB) proves: counted months, their parts, and the average in đồng.

    `average` None: nothing is computed from one. `since`: first month of the benefit where no field holds it.
    """

    months: int
    times: tuple[tuple[str, int], ...]
    rows: tuple[AdjustedRow, ...] = ()
    regimes: tuple[RegimeAverage, ...] = ()
    average: int | None = None
    since: Month | None = None


@dataclass(frozen=True)
class PaidBefore:
    """The months from `since` on (its first day) that were paid at another amount, đồng each, before the decision."""

    since: date
    monthly: int


@dataclass(frozen=True)
class Payee:
    """One person who is paid by a decision: who, from when, how much, and where the money goes.

    `last_month`: the last one (MM/YYYY) of what is paid each month; "" where the decision names none.
    `before`: what was paid of its months up to the one in which `begins` lies; the amount once, or what is recovered,
    settles just these. `entitled`: the name of the person whose right it is where `person` says more; `born` as it is
    printed. `line`: which one of the relatives of a decision this is, from 1, or whose amount an adjustment changes; 0
    where that is not told.
    """

    person: str
    id_number: str
    insurance_number: str
    begins: date | None
    money: Money
    place: str
    method: str
    account: str
    last_month: str = ""
    before: PaidBefore | None = None
    entitled: str = ""
    born: str = ""
    line: int = 0

    @property
    def identity(self) -> Identity:
        return Identity(self.name, self.born, self.id_number, self.insurance_number)

    @property
    def name(self) -> str:
        """Of the person whose right it is, without who receives the money."""
        return self.entitled or self.person


@dataclass(frozen=True)
class Kind:
    """One kind of decision that rests on arithmetic of ours.

    `form` is the dotted name of its form (forms stand above what is computed). `case` raises Unreadable with all that
    is missing; `compute` raises what the arithmetic raises. `data` fills the shape of `template`; `payees` reads such
    data back as they were frozen. `history` is None where no statement goes with the decision, `of` finds whose
    history it is. `periods`: whether one is typed at all. `claims` names what no second decision of the dossier may
    grant. `parts`: the working of each line of a list, in the shape of `shapes.calculation_annex`.
    `accounts`: which account numbers a transfer wants, by what is typed; None where nobody is paid.
    """

    code: str
    form: str
    case: Callable[[Typed], Case]
    compute: Callable[[Any, Rules], Result]
    money: Callable[[Any], Money]
    history: Callable[[Any], History | None]
    template: str
    data: Callable[[Draft, Any], Data]
    payees: Callable[[Data], list[Payee]]
    of: Callable[[Draft], Person | None] = insured_of
    periods: bool = True
    claims: Callable[[Draft], Sequence[str]] = lambda draft: ()
    parts: Callable[[Any], list[Data]] = lambda result: []
    accounts: Callable[[Draft, Mapping[str, Any]], Sequence[Account] | None] = lambda draft, entries: (OWN_ACCOUNT,)


def paid_to(data: Data, money: Money, begins: date | None = None, last_month: str = "") -> Payee:
    """The person of a frozen decision that is made out to one."""
    person, payment = data["person"], data["payment"]
    return Payee(
        person["name"], person["id_number"], person["insurance_number"], begins, money, payment["place"],
        payment["method"], payment["account"], last_month, born=person.get("birth", ""),
    )  # fmt: skip
