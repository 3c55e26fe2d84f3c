"""Is it told where the days off of a line are not those, or not the months, that it is paid for?"""

from __future__ import annotations

from datetime import date

import pytest

from benefits.arithmetic.leaves import Leave, misfit
from bhxh_archive.workdays import Calendar
from tests.benefits.arithmetic.builders import RULES

THURSDAY = date(2026, 10, 1)
HOLIDAYS = Calendar(frozenset({date(2026, 9, 1), date(2026, 9, 2)}))


def said(kind: str, starts: date, ends: date, *, fewer: bool = False, **case: object) -> str:
    return misfit(kind, case, Leave(starts, ends), RULES, HOLIDAYS, fewer=fewer)


@pytest.mark.parametrize(
    ("kind", "starts", "ends", "days"),
    [
        ("SICKNESS", THURSDAY, date(2026, 10, 5), "3"),  # a week of five days
        ("SICKNESS", THURSDAY, date(2026, 10, 5), "4"),  # a week of six
        ("SICKNESS", THURSDAY, date(2026, 10, 5), "2.5"),
        ("SICKNESS", date(2026, 8, 31), date(2026, 9, 3), "2"),
        ("FATHER", date(2026, 10, 5), date(2026, 10, 9), "5"),
        ("CONVALESCENCE", date(2026, 8, 30), date(2026, 9, 3), "5"),
        ("STATED", THURSDAY, THURSDAY, "9"),
    ],
)
def test_days_that_fit_are_not_told(kind: str, starts: date, ends: date, days: str) -> None:
    assert said(kind, starts, ends, days=days) == ""


@pytest.mark.parametrize(
    ("kind", "starts", "ends", "days", "told"),
    [
        ("SICKNESS", THURSDAY, date(2026, 10, 5), "5", "01/10/2026 - 05/10/2026 có 3 đến 4 ngày làm việc"),
        ("FATHER", date(2026, 10, 3), date(2026, 10, 7), "5", "có 3 đến 4 ngày làm việc"),
        ("SICKNESS", date(2026, 8, 31), date(2026, 9, 3), "4", "có 2 ngày làm việc, không kể ngày lễ"),
        ("SICKNESS", THURSDAY, date(2026, 10, 5), "2", "tính 2 ngày: xem lại"),
        ("CONVALESCENCE", THURSDAY, date(2026, 10, 5), "3", "có 5 ngày, kể cả ngày lễ"),
    ],
)
def test_days_that_do_not_fit_are_told_with_both_numbers(
    kind: str, starts: date, ends: date, days: str, told: str
) -> None:
    found = said(kind, starts, ends, days=days)
    assert told in found and f"tính {days} ngày" in found


def test_a_long_illness_may_count_every_day_and_a_limit_lets_fewer_be_paid() -> None:
    ends = date(2026, 10, 11)
    assert said("SICKNESS", THURSDAY, ends, days="11", long_term=True) == ""
    assert "tính 12 ngày" in said("SICKNESS", THURSDAY, ends, days="12", long_term=True)
    assert said("SICKNESS", THURSDAY, ends, days="2", fewer=True) == ""
    assert said("SICKNESS", THURSDAY, ends, days="10", fewer=True)


@pytest.mark.parametrize(
    ("ends", "more", "told"),
    [
        (date(2027, 2, 28), {}, ""),
        (date(2027, 3, 1), {}, ""),
        (date(2027, 3, 31), {"second_child": True}, ""),
        (date(2027, 3, 31), {"children": 2}, ""),
        (date(2027, 2, 28), {"second_child": True}, "là 6 tháng, trợ cấp tính 7 tháng (Luật Dân số 113/2025/QH15"),
        (date(2027, 3, 31), {}, "là 7 tháng, trợ cấp tính 6 tháng (Luật 41/2024/QH15 Điều 53)"),
        (date(2027, 2, 20), {}, "là 5 tháng 20 ngày"),
    ],
)
def test_a_mother_is_off_for_the_months_that_she_is_paid(ends: date, more: dict[str, object], told: str) -> None:
    found = said("MATERNITY", date(2026, 9, 1), ends, born="2026-09-10", average="10000000", **more)  # type: ignore[arg-type]
    assert told in found if told else found == ""


def test_months_that_begin_on_a_day_that_not_every_month_has() -> None:
    leave = Leave(date(2026, 8, 31), date(2027, 2, 28))
    assert leave.is_months(6) and leave.in_months == "6 tháng 1 ngày"
