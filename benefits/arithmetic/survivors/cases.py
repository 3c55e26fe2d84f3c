"""Who died, and who is left?"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from benefits.arithmetic.age import Sex
from benefits.arithmetic.months import Month
from benefits.arithmetic.periods import COMPULSORY, Period, total_months


class Standing(StrEnum):
    """What the dead person was to the fund."""

    INSURED = "INSURED"  # paying, or with time on record (bảo lưu)
    PENSIONER = "PENSIONER"
    ACCIDENT_RECEIVER = "ACCIDENT_RECEIVER"  # a monthly allowance after a work accident


class Kin(StrEnum):
    """What a relative is to the dead; an unborn child is a child."""

    CHILD = "CHILD"
    SPOUSE = "SPOUSE"
    PARENT = "PARENT"
    DEPENDANT = "DEPENDANT"


@dataclass(frozen=True)
class Relative:
    """One who is left. `birth` None: not born yet. `income`: đồng a month of an own income of any kind.

    `without_carer`: nobody looks after the person. `deaths`: how many insured persons the relative has lost. `name`:
    how the working calls the person, "" where a number must do.
    """

    kin: Kin
    birth: date | None = None
    sex: Sex | None = None
    loss_percent: int = 0
    income: Decimal = Decimal(0)
    without_carer: bool = False
    deaths: int = 1
    name: str = ""


@dataclass(frozen=True)
class DeathCase:
    """A death in `death`.

    `periods`: the contribution time; `compulsory_months` stands for it where the history is not at hand, as of who
    drew a pension already. `funeral`: its allowance is decided here (True: whatever speaks against it) or elsewhere
    (False); None: it is paid where the law gives it.
    `by_accident`: killed by work accident or occupational disease. `loss_percent`: of who received an allowance after
    an accident. `received`: đồng a month of pension or allowance at death, for `received_months` so far.
    `one_sum`: the relatives take one sum, by choice or as none of them can have a monthly one.
    """

    death: Month
    standing: Standing
    periods: tuple[Period, ...] = ()
    by_accident: bool = False
    loss_percent: int = 0
    received: Decimal | None = None
    received_months: int = 0
    joined_state: Month | None = None
    stated_average: Decimal | None = None
    relatives: tuple[Relative, ...] = ()
    one_sum: bool = False
    compulsory_months: int | None = None
    funeral: bool | None = None

    @property
    def compulsory(self) -> int:
        """Months of compulsory contribution."""
        stated = self.compulsory_months
        return total_months(self.periods, *COMPULSORY) if stated is None else stated

    @property
    def benefit(self) -> Month:
        """The month whose rules and coefficients apply: that of the death."""
        return self.death
