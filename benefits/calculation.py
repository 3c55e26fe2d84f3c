"""How does what an officer typed become a case for the arithmetic, and what does it come to?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import timezone

from benefits import reading
from benefits.arithmetic.age import Sex, known_birth
from benefits.arithmetic.cases import LumpSumCase, LumpSumGround, PensionCase, PensionGround
from benefits.arithmetic.lump_sum import LumpSumResult, lump_sum
from benefits.arithmetic.months import Month
from benefits.arithmetic.pension import PensionResult, pension
from benefits.arithmetic.periods import Exclusion, Period, PeriodsInvalidError, Regime, check
from benefits.arithmetic.rules import RuleMissing, Rules, load_rules
from benefits.arithmetic.steps import Finding, NotComputableError
from benefits.models import ContributionPeriod, Draft
from benefits.persons import insured_of
from benefits.reading import Unreadable
from bhxh_archive.money import dong
from intake.models import Person

PENSION, LUMP_SUM = "07A-HSB", "07B-HSB"
UNREAD_ROWS = "rows"
"""Key of the entries under which rows that could not be read stand as typed."""


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
        coefficient=row.coefficient, allowances=row.allowance or Decimal(0), rate=row.rate, job=row.job,
        employer=row.employer, exclusion=Exclusion(row.exclusion) if row.exclusion else None, note=row.note,
    )  # fmt: skip


def compute(
    draft: Draft, *, entries: Mapping[str, Any] | None = None, periods: Sequence[Period] | None = None
) -> Computed:
    """Compute the draft as saved, or as typed when `entries` and `periods` are given.

    What is missing or impossible comes back as sentences, never as an exception.
    """
    typed = draft.entries if entries is None else entries
    rows = periods_of(draft) if periods is None else tuple(periods)
    # While a row can't be read, the others are checked where they are typed: here their numbers would be wrong.
    findings = () if typed.get(UNREAD_ROWS) else tuple(check(rows, Month.of(timezone.localdate())))
    try:
        return Computed(_result(draft, typed, rows), findings=findings)
    except Unreadable as unreadable:
        return Computed(None, unreadable.problems, findings)
    except PeriodsInvalidError as invalid:
        return Computed(None, tuple(found.message_vi for found in invalid.findings), findings)
    except RuleMissing as missing_rule:
        return Computed(None, (missing_rule.message_vi,), findings)
    except NotComputableError as error:
        return Computed(None, (error.message_vi,), findings)


Result = PensionResult | LumpSumResult


def _result(draft: Draft, entries: Mapping[str, Any], periods: tuple[Period, ...]) -> Result:
    person = insured_of(draft)
    missing = _missing(entries, periods)
    month = reading.month(entries, "benefit_month")
    if month is None:
        missing.append("Chưa ghi tháng bắt đầu hưởng (MM/YYYY).")
    if person is None or not person.birth_year or not person.sex:
        missing.append("Chưa đủ năm sinh và giới tính của người hưởng ở phần tiếp nhận.")
    if missing or month is None or person is None:
        raise Unreadable(*missing)
    try:
        return _computed(draft, entries, person, month, periods, rules())
    except RuleMissing:  # the coefficients of the year may stand in, and the result is then marked TẠM TÍNH
        return _computed(draft, entries, person, month, periods, rules().extended(month.year))


def _missing(entries: Mapping[str, Any], periods: tuple[Period, ...]) -> list[str]:
    """Rows that could not be read are kept as typed under `rows`: a sum without them would be wrong."""
    if unread := entries.get(UNREAD_ROWS):
        return [f"Quá trình đóng có dòng chưa đọc được ({len(unread)} dòng đã nhập): hãy sửa chỗ báo lỗi."]
    return [] if periods else ["Chưa nhập quá trình đóng BHXH."]


def _computed(
    draft: Draft, entries: Mapping[str, Any], person: Person, month: Month, periods: tuple[Period, ...], law: Rules
) -> Result:
    if draft.kind.code == PENSION:
        return pension(_pension_case(entries, person, month, periods), law)
    return lump_sum(_lump_sum_case(entries, person, month, periods), law)


def _sex(person: Person) -> Sex:
    return "M" if person.sex == Person.Sex.MALE else "F"


def _born(person: Person) -> date:
    assert person.birth_year
    try:
        return known_birth(person.birth_year, person.birth_month, person.birth_day)
    except ValueError as error:
        raise Unreadable(f"Ngày sinh {person.born} ở phần tiếp nhận không có trong lịch.") from error


def _pension_case(entries: Mapping[str, Any], person: Person, month: Month, periods: tuple[Period, ...]) -> PensionCase:
    return PensionCase(
        sex=_sex(person), birth=_born(person), benefit=month, periods=periods,
        ground=reading.choice(PensionGround, entries, "ground", PensionGround.NORMAL),
        hard_work_months=reading.whole(entries, "hard_work_months") or 0,
        joined_state=reading.month(entries, "joined_state"),
        stated_average=reading.money(entries, "stated_average"), months_early=reading.whole(entries, "months_early"),
        floor_group=entries.get("floor_group", True) is not False, regional=reading.regional(entries),
    )  # fmt: skip


def _lump_sum_case(
    entries: Mapping[str, Any], person: Person, month: Month, periods: tuple[Period, ...]
) -> LumpSumCase:
    return LumpSumCase(
        benefit=month, periods=periods, sex=_sex(person), birth=_born(person),
        ground=reading.choice(LumpSumGround, entries, "ground", LumpSumGround.TWELVE_MONTHS_OUT),
        joined_state=reading.month(entries, "joined_state"), stated_average=reading.money(entries, "stated_average"),
        support=reading.support(entries),
    )  # fmt: skip


def headline(computed: Computed) -> str:
    """The one figure of a result, for lists: `3.783.135 đồng/tháng`."""
    if isinstance(computed.result, PensionResult):
        return f"{dong(computed.result.pension)} đồng/tháng"
    return f"{dong(computed.result.amount)} đồng" if computed.result else ""
