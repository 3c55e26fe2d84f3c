"""Is a monthly allowance that an officer worked out by hand within what the law lets one check? (Law 41/2024 art 23)"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from benefits.arithmetic.age import Sex, retirement_month
from benefits.arithmetic.eligibility import LAW_2024
from benefits.arithmetic.months import Month
from benefits.arithmetic.payments import Benefit, Per, benefit, line
from benefits.arithmetic.periods import Period, refuse_invalid, total_months
from benefits.arithmetic.rules import Rule, Rules
from benefits.arithmetic.stated import refuse_unfounded
from benefits.arithmetic.steps import DONG, Finding, NotComputableError, Step, figure, step
from benefits.arithmetic.years import in_words, whole_years

ARTICLE: Final = "Điều 23 Luật 41/2024/QH15; Điều 22-25 NĐ 158/2025/NĐ-CP"
MOST_MONTHS: Final = 360
"""Thirty years: nobody waits longer for the age of the social pension."""
LOOK: Final = "Cần xem: "
"""How a finding begins that nobody may pass by."""
MONTHLY: Final = "Mức trợ cấp hằng tháng"
BY_HAND: Final = "số tiền do chuyên viên ấn định: phần mềm không tính lại được, hãy đối chiếu cách tính với hồ sơ."
UNSURE: Final = "Cần xác nhận: công thức mức hưởng và số tháng hưởng (Điều 22-25 NĐ 158/2025/NĐ-CP)."


@dataclass(frozen=True)
class AllowanceCase:
    """`monthly` đồng for `months` months from `benefit` on, as `method` came to it on the legal `ground`.

    `paid_in`: đồng that the person pays once so that it lasts until the age of the social pension. `poor`: of a poor
    or nearly poor household, whose age is a lower one. `periods`: the contribution time, where it was typed.
    """

    benefit: Month
    sex: Sex
    birth: date
    monthly: Decimal
    months: int
    ground: str
    method: str
    paid_in: Decimal = Decimal(0)
    poor: bool = False
    periods: tuple[Period, ...] = ()

    @property
    def last(self) -> Month:
        """The last month of the allowance."""
        return self.benefit + (self.months - 1)

    @property
    def total(self) -> Decimal:
        """All that is paid, in đồng."""
        return self.monthly * self.months


@dataclass(frozen=True)
class Allowance(Benefit):
    """The amount as stated, with its case."""

    case: AllowanceCase


def allowance(case: AllowanceCase, rules: Rules) -> Allowance:
    """Raises NotComputableError, PeriodsInvalidError, or RuleMissing when a number of the law is not there."""
    if case.benefit < LAW_2024:
        raise NotComputableError(f"Trợ cấp này chỉ có từ tháng {LAW_2024}, không thể hưởng từ {case.benefit}.")
    refuse_unfounded(case.monthly, case.ground, case.method)
    if not 1 <= case.months <= MOST_MONTHS:
        raise NotComputableError(f"Số tháng hưởng phải từ 1 đến {MOST_MONTHS}.")
    refuse_invalid(case.periods, case.benefit)
    refuse_impossible(case.monthly, case.benefit, rules)
    paid = line(MONTHLY, case.method, Fraction(case.monthly), case.ground, per=Per.MONTH)
    found = benefit([paid], _findings(case, rules), before=list(_steps(case, rules)), warnings=[UNSURE])
    return Allowance(**vars(found), case=case)


def refuse_impossible(monthly: Decimal, on: Month, rules: Rules) -> None:
    """Raises NotComputableError for a monthly amount above the highest salary that counts."""
    times, level = rules.value("salary_ceiling", "", on.first_day), rules.value("reference_level", "", on.first_day)
    if monthly > times * level:
        raise NotComputableError(f"Mức {figure(monthly)} đồng/tháng cao hơn cả mức trần tiền lương làm căn cứ đóng "
                                 f"({figure(times)} × {figure(level)}): hãy xem lại.")  # fmt: skip


def below_level(monthly: Decimal, on: Month, rules: Rules) -> Iterator[Finding]:
    """BELOW_LEVEL where the amount is less than a social pension (art 23.2)."""
    level = rules.find("social_pension", "level", on.first_day)
    if monthly < level.value:
        message = f"mức {figure(monthly)} đồng thấp hơn mức trợ cấp hưu trí xã hội {figure(level.value)} đồng."
        yield look("BELOW_LEVEL", message, level.source)


def look(code: str, message: str, article: str = "") -> Finding:
    """Something that does not stop the decision, and that nobody passes by without a word."""
    return Finding(code, f"{LOOK}{message}", article=article)


def _steps(case: AllowanceCase, rules: Rules) -> Iterator[Step]:
    on = case.benefit.first_day
    level = rules.find("social_pension", "level", on)
    if case.periods:
        paid = total_months(case.periods)
        yield step("Thời gian đóng BHXH", in_words(paid), paid, "tháng", ARTICLE)
    yield step("Mức trợ cấp hưu trí xã hội", "mức thấp nhất của trợ cấp", level.value, DONG, level.source, level)
    reached, age = _social_pension(case, rules)
    yield step("Tuổi hưởng trợ cấp hưu trí xã hội", f"đủ tuổi vào tháng {reached}", age.value, "tuổi", age.source, age)
    if case.paid_in:
        yield step("Số tiền người hưởng đóng một lần cho phần còn thiếu", "", case.paid_in, DONG, ARTICLE)
    yield step("Số tháng hưởng", f"từ {case.benefit} đến {case.last}", case.months, "tháng", case.ground)
    formula = f"{figure(case.monthly)} × {case.months} tháng"
    yield step("Tổng số tiền trợ cấp", formula, case.total, DONG, case.ground)


def _findings(case: AllowanceCase, rules: Rules) -> Iterator[Finding]:
    """STATED, and what speaks against amount, months, age, time or the sum paid in; none of it stops a decision."""
    yield look("STATED", BY_HAND, ARTICLE)
    yield from _time(case, rules)
    yield from _ages(case, rules)
    yield from below_level(case.monthly, case.benefit, rules)
    yield from _raised(case, rules)
    yield from _paid_in(case, rules)


def _time(case: AllowanceCase, rules: Rules) -> Iterator[Finding]:
    if not case.periods:
        yield look("NO_TIME", "chưa nhập quá trình đóng nên không đối chiếu được thời gian đóng.")
        return
    years, paid = rules.find("eligibility", "pension_years", case.benefit.first_day), total_months(case.periods)
    if whole_years(paid) >= years.value:
        message = f"đã đóng {in_words(paid)}, từ đủ {figure(years.value)} năm thì xét hưởng lương hưu."
        yield look("TIME_LONG", message, years.source)


def _ages(case: AllowanceCase, rules: Rules) -> Iterator[Finding]:
    """TOO_YOUNG before the retirement age is reached, PAST_AGE for months of the social pension."""
    retired, rule = retirement_month(case.birth, case.sex, rules)
    if retired > case.benefit:
        message = f"đủ tuổi nghỉ hưu vào tháng {retired}, sau tháng bắt đầu hưởng {case.benefit}."
        yield look("TOO_YOUNG", message, rule.source)
    reached, age = _social_pension(case, rules)
    if case.last > reached:
        message = f"hưởng đến {case.last}, quá tháng {reached} đủ {age.value} tuổi hưởng hưu trí xã hội."
        yield look("PAST_AGE", message, age.source)


def _raised(case: AllowanceCase, rules: Rules) -> Iterator[Finding]:
    """More than a social pension is paid only where money is left over at its age (art 23.3)."""
    level = rules.find("social_pension", "level", case.benefit.first_day)
    reached, _ = _social_pension(case, rules)
    if case.monthly > level.value and case.last < reached - 1:
        message = (f"mức {figure(case.monthly)} đồng cao hơn mức trợ cấp hưu trí xã hội {figure(level.value)} "
                   f"đồng, chỉ khi đủ trả đến tuổi (tháng {reached}); ở đây hết vào {case.last}.")  # fmt: skip
        yield look("ABOVE_LEVEL", message, ARTICLE)


def _paid_in(case: AllowanceCase, rules: Rules) -> Iterator[Finding]:
    """What is short is paid in whole months of the social pension, and no more than all that is drawn."""
    level = rules.find("social_pension", "level", case.benefit.first_day)
    if case.paid_in % level.value or case.paid_in >= case.total:
        message = (f"số tiền đóng một lần {figure(case.paid_in)} đồng phải là số tháng còn thiếu × "
                   f"{figure(level.value)} và nhỏ hơn tổng số tiền trợ cấp.")  # fmt: skip
        yield look("PAID_IN", message, ARTICLE)


def _social_pension(case: AllowanceCase, rules: Rules) -> tuple[Month, Rule]:
    """The month in which the age of the social pension is reached, and the rule of the age (art 21)."""
    age = rules.find("social_pension", "age_poor" if case.poor else "age", case.benefit.first_day)
    return Month.of(case.birth) + int(age.value) * 12, age
