"""How does what an officer typed become a case for the arithmetic, and what does it come to?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import timezone

from benefits.arithmetic.age import Sex, known_birth
from benefits.arithmetic.cases import LumpSumCase, LumpSumGround, PensionCase, PensionGround
from benefits.arithmetic.lump_sum import LumpSumResult, lump_sum
from benefits.arithmetic.months import Month
from benefits.arithmetic.pension import PensionResult, pension
from benefits.arithmetic.periods import Period, PeriodsInvalidError, Regime, check
from benefits.arithmetic.rules import RuleMissing, Rules, load_rules
from benefits.arithmetic.steps import Finding, NotComputableError
from benefits.models import ContributionPeriod, Draft
from bhxh_archive.money import dong
from intake.models import Person

PENSION, LUMP_SUM = "07A-HSB", "07B-HSB"


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The dated numbers of the law."""
    return load_rules(settings.BASE_DIR / "fixtures" / "rules")


@dataclass(frozen=True)
class Computed:
    """A result with its working, or the sentences that say why there is none. `findings` are about the periods."""

    result: PensionResult | LumpSumResult | None
    problems: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it may be proposed: computed, not tentative, nothing wrong with the periods."""
        return self.result is not None and not self.result.tentative and not self.problems


def is_computed(kind: str) -> bool:
    """Whether this result rests on arithmetic of ours."""
    return kind in (PENSION, LUMP_SUM)


def periods_of(draft: Draft) -> tuple[Period, ...]:
    """The typed rows as the arithmetic reads them."""
    return tuple(_period(row) for row in draft.periods.all())


def _period(row: ContributionPeriod) -> Period:
    return Period(
        start=Month.of(row.first_month), end=Month.of(row.last_month), regime=Regime(row.regime), salary=row.salary,
        coefficient=row.coefficient, allowances=row.allowance or Decimal(0), job=row.job, employer=row.employer,
        note=row.note,
    )  # fmt: skip


def insured_of(draft: Draft) -> Person | None:
    """The person the decision is about: the receiver named on the draft, else the insured."""
    if draft.receiver:
        return draft.receiver
    return draft.dossier.persons.filter(role__in=[Person.Role.INSURED, Person.Role.DECEASED]).first()


def compute(draft: Draft) -> Computed:
    """Compute the draft as typed; what is missing or impossible comes back as sentences, never as an exception."""
    periods = periods_of(draft)
    findings = tuple(check(periods, Month.of(timezone.localdate())))
    try:
        return Computed(_result(draft, periods), findings=findings)
    except _Missing as missing:
        return Computed(None, tuple(missing.problems), findings)
    except PeriodsInvalidError as invalid:
        return Computed(None, tuple(found.message_vi for found in invalid.findings), findings)
    except RuleMissing as missing_rule:
        return Computed(None, (missing_rule.message_vi,), findings)
    except NotComputableError as error:
        return Computed(None, (str(error),), findings)


class _Missing(ValueError):
    """Fields that the case needs and the form lacks."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def _result(draft: Draft, periods: tuple[Period, ...]) -> PensionResult | LumpSumResult:
    person = insured_of(draft)
    missing = [] if periods else ["Chưa nhập quá trình đóng BHXH."]
    month = _month(draft.entries, "benefit_month")
    if month is None:
        missing.append("Chưa ghi tháng bắt đầu hưởng (MM/YYYY).")
    if person is None or not person.birth_year or not person.sex:
        missing.append("Chưa đủ năm sinh và giới tính của người hưởng ở phần tiếp nhận.")
    if missing or month is None or person is None:
        raise _Missing(missing)
    if draft.kind.code == PENSION:
        return pension(_pension_case(draft.entries, person, month, periods), rules())
    return lump_sum(_lump_sum_case(draft.entries, person, month, periods), rules())


def _sex(person: Person) -> Sex:
    return "M" if person.sex == Person.Sex.MALE else "F"


def _born(person: Person) -> date:
    assert person.birth_year
    return known_birth(person.birth_year, person.birth_month, person.birth_day)


def _pension_case(entries: Mapping[str, Any], person: Person, month: Month, periods: Sequence[Period]) -> PensionCase:
    return PensionCase(
        sex=_sex(person), birth=_born(person), benefit=month, periods=tuple(periods),
        ground=PensionGround(entries.get("ground") or PensionGround.NORMAL),
        hard_work_months=int(entries.get("hard_work_months") or 0), joined_state=_month(entries, "joined_state"),
        stated_average=_money(entries, "stated_average"), months_early=_whole(entries, "months_early"),
        floor_group=entries.get("floor_group", True) is not False,
    )  # fmt: skip


def _lump_sum_case(entries: Mapping[str, Any], person: Person, month: Month, periods: Sequence[Period]) -> LumpSumCase:
    return LumpSumCase(
        benefit=month, periods=tuple(periods), sex=_sex(person), birth=_born(person),
        ground=LumpSumGround(entries.get("ground") or LumpSumGround.TWELVE_MONTHS_OUT),
        joined_state=_month(entries, "joined_state"), stated_average=_money(entries, "stated_average"),
    )  # fmt: skip


def _month(entries: Mapping[str, Any], key: str) -> Month | None:
    try:
        return Month.parse(entries[key]) if entries.get(key) else None
    except ValueError as error:
        raise _Missing([f"Tháng «{entries[key]}» không hợp lệ, hãy ghi dạng MM/YYYY."]) from error


def _money(entries: Mapping[str, Any], key: str) -> Decimal | None:
    text = str(entries.get(key) or "").replace(".", "").strip()
    try:
        return Decimal(text) if text else None
    except InvalidOperation as error:
        raise _Missing([f"Số tiền «{text}» không hợp lệ."]) from error


def _whole(entries: Mapping[str, Any], key: str) -> int | None:
    text = str(entries.get(key) if entries.get(key) is not None else "").strip()
    return int(text) if text.isdigit() else None


def headline(computed: Computed) -> str:
    """The one figure of a result, for lists: `3.783.135 đồng/tháng`."""
    if isinstance(computed.result, PensionResult):
        return f"{dong(computed.result.pension)} đồng/tháng"
    return f"{dong(computed.result.amount)} đồng" if computed.result else ""
