"""How many months before the retirement age does somebody leave, and by which age is that counted?

NĐ 158/2025 art 13.2 leaves two readings of the age that counts. A dated rule (`early_retirement`, key `age_basis`)
chooses one, and both the condition (at most 5 or 10 years early) and the reduction follow it.
"""

from dataclasses import dataclass
from fractions import Fraction

from benefits.arithmetic.age import retirement_month
from benefits.arithmetic.cases import PensionCase
from benefits.arithmetic.months import Month
from benefits.arithmetic.rules import Rule, Rules
from benefits.arithmetic.steps import Step, figure, step
from benefits.arithmetic.years import in_words

LABEL = "Số tháng nghỉ hưu trước tuổi"
_YEAR_OF_LEAVING = "tuổi nghỉ hưu của năm nghỉ hưu {year}"
_COHORT = "tuổi nghỉ hưu của năm đủ tuổi {year}, theo tháng sinh"


@dataclass(frozen=True)
class Early:
    """`reached`: month of the age by the basis in force; `left`: the month before the benefit; `months` between them.

    `typed` is what an officer stated instead, and None where nothing was stated.
    """

    reached: Month
    left: Month
    basis: Rule
    age: Rule
    by_cohort: bool
    typed: int | None

    @property
    def computed(self) -> int:
        return max(self.reached - self.left, 0)

    @property
    def months(self) -> int:
        return self.computed if self.typed is None else self.typed

    @property
    def basis_vi(self) -> str:
        year = self.reached.year if self.by_cohort else self.left.year
        return (_COHORT if self.by_cohort else _YEAR_OF_LEAVING).format(year=year)


def early(case: PensionCase, rules: Rules) -> Early:
    """By which age, and how early, this case leaves. Raises RuleMissing when a table lacks the day."""
    basis = rules.find("early_retirement", "age_basis", case.benefit.first_day)
    left = case.benefit - 1
    by_cohort = basis.value == 1
    if by_cohort:
        reached, age = retirement_month(case.birth, case.sex, rules)
    else:
        age = rules.find("retirement_age", case.sex, Month(left.year, 1).first_day)
        reached = Month.of(case.birth) + int(age.value)
    return Early(reached, left, basis, age, by_cohort, case.months_early)


def early_step(case: PensionCase, found: Early) -> Step:
    """The line of the working: basis, its source, month of the age and month of leaving."""
    formula = (
        f"Sinh {Month.of(case.birth)} + {in_words(int(found.age.value))} ({found.basis_vi}) = đủ tuổi tháng "
        f"{found.reached}; nghỉ từ hết tháng {found.left}: sớm {in_words(found.computed)}"
    )
    if found.typed is not None:
        formula += f"; cán bộ nhập {figure(found.typed)} tháng, tính theo số đã nhập"
    return step(LABEL, formula, Fraction(found.months), "tháng", found.age.source, found.basis, found.age)
