"""Whose benefit is asked for, on which ground, from which month?"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from benefits.arithmetic.age import Sex
from benefits.arithmetic.months import Month
from benefits.arithmetic.periods import Period


class PensionGround(StrEnum):
    """Why the pension is due (Law 41/2024 arts 64-65)."""

    NORMAL = "NORMAL"
    HARD_WORK = "HARD_WORK"  # 15 years of heavy or hazardous work, or in hard areas: 5 years younger
    COAL_PIT = "COAL_PIT"  # 15 years in coal pits: 10 years younger
    HIV = "HIV"  # infected by an occupational accident: any age
    REDUCED_61 = "REDUCED_61"  # 61 to under 81 % loss of capacity: 5 years younger, reduced
    REDUCED_81 = "REDUCED_81"  # 81 % and more: 10 years younger, reduced
    EXTREME_WORK_61 = "EXTREME_WORK_61"  # 15 years of extremely heavy work and 61 %: any age, reduced
    STREAMLINED = "STREAMLINED"  # streamlining of the apparatus: early without reduction

    @property
    def is_reduced(self) -> bool:
        return self in {self.REDUCED_61, self.REDUCED_81, self.EXTREME_WORK_61}

    @property
    def lowered_months(self) -> int:
        """Months by which the age itself is lower (the age that counts as "the" age of this ground)."""
        return {PensionGround.HARD_WORK: 60, PensionGround.COAL_PIT: 120}.get(self, 0)


@dataclass(frozen=True)
class RegionalTime:
    """Months before 01/01/2007 with a regional allowance (phụ cấp khu vực) of this coefficient."""

    coefficient: Decimal
    months: int


@dataclass(frozen=True)
class PensionCase:
    """Everything a pension is computed from. `benefit` is the first month of the pension.

    `stated_average`: average in đồng decided elsewhere or by hand (special cases of NĐ 158/2025 art 15.2a-b, 15.3);
    then salaries are not used. `months_early` overrides the months computed from birth. `floor_group`: belongs to the
    groups a, b, c, d, đ, g, i whose pension is not below the reference level (NĐ 158/2025 art 13.1).
    """

    sex: Sex
    birth: date
    benefit: Month
    periods: tuple[Period, ...]
    ground: PensionGround = PensionGround.NORMAL
    hard_work_months: int = 0
    joined_state: Month | None = None
    stated_average: Decimal | None = None
    months_early: int | None = None
    floor_group: bool = True
    regional: tuple[RegionalTime, ...] = ()


class LumpSumGround(StrEnum):
    """Why contributions are paid out once (Law 41/2024 art 70.1)."""

    TWELVE_MONTHS_OUT = "TWELVE_MONTHS_OUT"
    SETTLE_ABROAD = "SETTLE_ABROAD"
    SERIOUS_DISEASE = "SERIOUS_DISEASE"
    DISABILITY_81 = "DISABILITY_81"
    AGE_WITHOUT_YEARS = "AGE_WITHOUT_YEARS"


class SupportGroup(StrEnum):
    """Who the State helps to pay voluntary contributions."""

    POOR = "POOR"
    NEAR_POOR = "NEAR_POOR"
    ETHNIC_MINORITY = "ETHNIC_MINORITY"
    OTHER = "OTHER"


@dataclass(frozen=True)
class SupportedTime:
    """Months `start` to `end` whose voluntary contributions the State helped to pay."""

    start: Month
    end: Month
    group: SupportGroup


@dataclass(frozen=True)
class LumpSumCase:
    """Everything a one-time benefit is computed from. `benefit` is the month of receipt of the dossier.

    `sex` and `birth` only serve the check of age; they may be None.
    """

    benefit: Month
    periods: tuple[Period, ...]
    ground: LumpSumGround = LumpSumGround.TWELVE_MONTHS_OUT
    sex: Sex | None = None
    birth: date | None = None
    joined_state: Month | None = None
    stated_average: Decimal | None = None
    support: tuple[SupportedTime, ...] = ()
