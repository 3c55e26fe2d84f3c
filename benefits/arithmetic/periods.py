"""What is a period of contribution, and what is wrong with a list of them?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from benefits.arithmetic.months import Month, each_month
from benefits.arithmetic.overlaps import Stretch, first_months, overlaps
from benefits.arithmetic.steps import Finding


class Regime(StrEnum):
    """Who sets the salary that contributions are paid on: the State's scales, the employer, or the person."""

    STATE = "STATE"
    EMPLOYER = "EMPLOYER"
    VOLUNTARY = "VOLUNTARY"


COMPULSORY = (Regime.STATE, Regime.EMPLOYER)


class Exclusion(StrEnum):
    """Why the months of a row give no time towards a benefit though they stand in the history."""

    OWED = "OWED"
    DRAWN = "DRAWN"
    SICK = "SICK"
    UNPAID = "UNPAID"
    OTHER = "OTHER"


EXCLUSION_WORDS = {
    Exclusion.OWED: "nợ đóng",
    Exclusion.DRAWN: "đã hưởng BHXH một lần",
    Exclusion.SICK: "ốm đau từ 14 ngày",
    Exclusion.UNPAID: "không lương từ 14 ngày",
    Exclusion.OTHER: "lý do khác",
}


@dataclass(frozen=True)
class Period:
    """Months `start` to `end` (inclusive) with one salary.

    `salary` is đồng per month; under the State regime it may be a `coefficient` instead, with the coefficient sum of
    the counted `allowances` (chức vụ, thâm niên vượt khung, thâm niên nghề, chênh lệch bảo lưu). `rate` is the share
    of the salary paid into the fund for pensions and survivors, in per cent. A row with an `exclusion` stays on the
    statement and gives no time.
    """

    start: Month
    end: Month
    regime: Regime
    salary: Decimal | None = None
    coefficient: Decimal | None = None
    allowances: Decimal = Decimal(0)
    rate: Decimal | None = None
    job: str = ""
    employer: str = ""
    exclusion: Exclusion | None = None
    note: str = ""

    @property
    def counted(self) -> bool:
        """Whether the row gives time and weighs in the average."""
        return self.exclusion is None

    @property
    def months(self) -> int:
        """Counted months; 0 for a row that is not counted or reversed."""
        return max(self.end - self.start + 1, 0) if self.counted else 0

    @property
    def total_coefficient(self) -> Decimal | None:
        return None if self.coefficient is None else self.coefficient + self.allowances


class PeriodsInvalidError(ValueError):
    """Nothing is computed from periods with `error` findings; they are in `findings`."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__("; ".join(finding.message_vi for finding in findings))


def check(periods: Sequence[Period], today: Month | None = None, numbers: Sequence[int] | None = None) -> list[Finding]:
    """Findings on reversed, future (after `today`), overlapping and missing months, on salaries and exclusions.

    `numbers` are the rows or lines where the periods stand, for the sentences; 1, 2, 3 ... when not given.
    At most as many about overlaps as there are rows, and no more than 12 months in one about a row.
    Codes: REVERSED, FUTURE, OVERLAP, MISSING_SALARY, NO_REASON (errors); GAP (warning).
    """
    told = numbers or range(1, len(periods) + 1)
    found = [finding for index, period in enumerate(periods) for finding in _alone(index, told[index], period, today)]
    stretches = [Stretch(period.start, index, period.end) for index, period in _in_time(periods)]
    return found + overlaps(stretches, told) + list(_gaps(periods))


def refuse_invalid(periods: Sequence[Period], last: Month) -> None:
    """Raises PeriodsInvalidError when a period has an `error` finding; no month may lie after `last`."""
    errors = [finding for finding in check(periods, last) if finding.severity == "error"]
    if errors:
        raise PeriodsInvalidError(errors)


def total_months(periods: Sequence[Period], *regimes: Regime) -> int:
    """Counted months of the given regimes (of all when none is given)."""
    return sum(period.months for period in periods if not regimes or period.regime in regimes)


def _alone(index: int, number: int, period: Period, today: Month | None) -> Iterator[Finding]:
    span = f"Dòng {number} ({period.start} - {period.end})"
    if period.end < period.start:
        yield _error("REVERSED", f"{span}: tháng kết thúc trước tháng bắt đầu.", index)
    elif today is not None and period.end > today:
        late = first_months(max(period.start, today + 1), period.end)
        yield _error("FUTURE", f"{span}: có tháng sau {today}, chưa thể tính.", index, months=late)
    if period.exclusion is Exclusion.OTHER and not period.note:
        yield _error("NO_REASON", f"{span}: ghi ở ghi chú vì sao không được tính.", index)
    if period.counted:
        yield from _salary(span, index, period)


def _salary(span: str, index: int, period: Period) -> Iterator[Finding]:
    if period.salary is None and period.coefficient is None:
        yield _error("MISSING_SALARY", f"{span}: thiếu tiền lương hoặc thu nhập làm căn cứ đóng.", index)
    elif period.regime is not Regime.STATE and period.salary is None:
        yield _error("MISSING_SALARY", f"{span}: cần mức tiền lương bằng đồng, không phải hệ số.", index)
    elif (period.salary is not None and period.salary <= 0) or (
        period.total_coefficient is not None and period.total_coefficient <= 0
    ):
        yield _error("MISSING_SALARY", f"{span}: tiền lương hoặc hệ số phải lớn hơn 0.", index)


def _gaps(periods: Sequence[Period]) -> Iterator[Finding]:
    ordered = _in_time(periods)
    if not ordered:
        return
    before, reached = ordered[0][0], ordered[0][1].end
    for index, period in ordered[1:]:
        if period.start - reached > 1:
            missing = tuple(each_month(reached + 1, period.start - 1))
            message = f"Gián đoạn {len(missing)} tháng, từ {missing[0]} đến {missing[-1]}."
            yield Finding("GAP", message, (before, index), missing)
        if period.end > reached:
            before, reached = index, period.end


def _in_time(periods: Sequence[Period]) -> list[tuple[int, Period]]:
    """Periods that are not reversed, with their positions, by start."""
    sound = (item for item in enumerate(periods) if item[1].end >= item[1].start)
    return sorted(sound, key=lambda item: (item[1].start, item[0]))


def _error(code: str, message_vi: str, *indices: int, months: tuple[Month, ...] = ()) -> Finding:
    return Finding(code, message_vi, indices, months, severity="error")
