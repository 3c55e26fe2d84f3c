"""Does the time off that a line of an employer's list names hold the days or months that are paid for it?"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, NamedTuple

from benefits.arithmetic.case_json import CaseInvalidError, read_case
from benefits.arithmetic.maternity import MaternityCase, months_of
from benefits.arithmetic.months import Month
from benefits.arithmetic.rules import RuleMissing, Rules
from benefits.arithmetic.steps import figure
from bhxh_archive.workdays import Calendar

_DAY: Final = timedelta(days=1)
_SUNDAY: Final = 6
_WORKED: Final = {"SICKNESS": "Điều 43 Luật 41/2024/QH15", "FATHER": "Điều 53 Luật 41/2024/QH15"}
"""Paid by working days: without holidays and weekly days off."""
_ALL_DAYS: Final = "Điều 46, 60 Luật 41/2024/QH15"
_LOOK: Final = "xem lại ngày nghỉ hoặc số ngày"


@dataclass(frozen=True)
class Leave:
    """Time off from `starts` to `ends`, both counted in."""

    starts: date
    ends: date

    @property
    def days(self) -> int:
        return (self.ends - self.starts).days + 1

    def worked(self, calendar: Calendar) -> tuple[int, int]:
        """Working days in a week of five and of six: which of both the employer keeps nobody told (Bộ luật Lao động
        2019 arts 105, 111)."""
        days = [self.starts + count * _DAY for count in range(self.days)]
        five = sum(map(calendar.is_working, days))
        sixth = [day for day in days if not calendar.is_holiday(day) and day.weekday() < _SUNDAY]
        return five, max(five, len(sixth))

    def is_months(self, months: int) -> bool:
        """Whether it lasts so many months: up to the day before that of its beginning, or up to that day, as a time of
        months ends by the Civil Code (2015 art. 148.3)."""
        end = _months_on(self.starts, months)
        return self.ends in (end - _DAY, end)

    @property
    def in_months(self) -> str:
        """`6 tháng`, `5 tháng 20 ngày`."""
        whole = Month.of(self.ends) - Month.of(self.starts) + 1
        while whole and _months_on(self.starts, whole) - _DAY > self.ends:
            whole -= 1
        rest = (self.ends - _months_on(self.starts, whole)).days + 1
        return " ".join([f"{whole} tháng"] * bool(whole) + [f"{rest} ngày"] * bool(rest))

    def __str__(self) -> str:
        return f"{self.starts:%d/%m/%Y} - {self.ends:%d/%m/%Y}"


def _months_on(day: date, months: int) -> date:
    """The day of that number so many months later, the last one of a month that has no such day."""
    month = Month.of(day) + months
    return date(month.year, month.month, min(day.day, month.last_day.day))


def misfit(
    kind: str, case: dict[str, object], leave: Leave, law: Rules, calendar: Calendar, *, fewer: bool = False
) -> str:  # fmt: skip
    """Why the time off and what a computed case (see `kinds`) is paid for contradict each other; "" where they fit.
    `fewer`: it is known that fewer days are paid than the employer asks, as the limit of the year may want it.

    Sickness and a father's leave count working days (Law 41/2024 arts 43, 53); a long-term illness may count all of
    them; convalescence counts all (arts 46, 60); the leave of a mother lasts the months that she is paid (art. 53, for
    the second child Population Law 113/2025).
    """
    if kind == "MATERNITY":
        return _of_months(case, leave, law)
    counted = _counted(kind, leave, calendar, long_term=bool(case.get("long_term")))
    if counted is None:
        return ""
    days = Fraction(str(case["days"]))
    if days <= counted.most and (fewer or days > counted.least - 1):  # of the last day half of it may be taken
        return ""
    return f"Nghỉ {leave} có {counted.said}, tính {figure(days)} ngày: {_LOOK} ({counted.article})."


class _Counted(NamedTuple):
    """How many days a time off may be paid for, and how that is said."""

    least: int
    most: int
    said: str
    article: str


def _counted(kind: str, leave: Leave, calendar: Calendar, *, long_term: bool) -> _Counted | None:
    """None of a kind that is not paid by days."""
    if kind == "CONVALESCENCE":
        return _Counted(leave.days, leave.days, f"{leave.days} ngày, kể cả ngày lễ và nghỉ hằng tuần", _ALL_DAYS)
    if kind not in _WORKED:
        return None
    least, most = leave.worked(calendar)
    said = f"{f'{least} đến {most}' if least < most else most} ngày làm việc, không kể ngày lễ và nghỉ hằng tuần"
    return _Counted(least, leave.days if long_term else most, said, _WORKED[kind])


def _of_months(case: dict[str, object], leave: Leave, law: Rules) -> str:
    try:
        months, articles = months_of(read_case(MaternityCase, case), law)
    except (CaseInvalidError, RuleMissing):
        return ""  # then nothing was computed either
    if months.denominator == 1 and leave.is_months(int(months)):
        return ""
    why = "; ".join(dict.fromkeys(articles))
    return f"Nghỉ {leave} là {leave.in_months}, trợ cấp tính {figure(months)} tháng ({why}): xem lại ngày nghỉ."
