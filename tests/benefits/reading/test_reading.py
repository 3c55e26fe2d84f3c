"""Is what an officer types read as it is meant, or refused in words?"""

from datetime import date
from decimal import Decimal

import pytest

from benefits import reading
from benefits.arithmetic.cases import PensionGround, RegionalTime, SupportGroup
from benefits.arithmetic.months import Month
from benefits.reading import Unreadable


@pytest.mark.parametrize("typed", ["06/2026", "6/2026", "062026", "2026-06", " 06.2026 ", "15/06/2026"])
def test_a_month_may_be_typed_in_many_ways(typed: str) -> None:
    assert reading.month({"m": typed}, "m") == Month(2026, 6)


@pytest.mark.parametrize("typed", ["13/2026", "2026", "062", "tháng sáu", "30/02/2026", "31.11.2026", "2026-02-30"])
def test_what_is_no_month_is_said(typed: str) -> None:
    with pytest.raises(Unreadable, match="MM/YYYY"):
        reading.month({"m": typed}, "m")


@pytest.mark.parametrize("typed", ["05/08/2026", "5/8/2026", "05082026", "2026-08-05", "05.08.2026"])
def test_a_day_may_be_typed_in_many_ways(typed: str) -> None:
    assert reading.day({"d": typed}, "d") == date(2026, 8, 5)


@pytest.mark.parametrize("typed", ["31/02/2026", "08/2026", "5/8/26", "hôm qua", "00/08/2026"])
def test_what_is_no_day_is_said(typed: str) -> None:
    with pytest.raises(Unreadable, match="DD/MM/YYYY"):
        reading.day({"d": typed}, "d")


def test_a_per_cent_is_a_whole_number_up_to_a_hundred() -> None:
    assert [reading.percent({"p": typed}, "p") for typed in ("0", "61", "81 %", "100%", "")] == [0, 61, 81, 100, None]
    for typed in ("101", "61,5", "-3", "nhiều"):
        with pytest.raises(Unreadable, match="0 đến 100%"):
            reading.percent({"p": typed}, "p")


def test_nothing_typed_is_nothing() -> None:
    assert reading.month({}, "m") is None
    assert reading.money({"a": " "}, "a") is None
    assert reading.whole({"n": None}, "n") is None


@pytest.mark.parametrize(("typed", "amount"), [("3.783.135", 3783135), ("3 783 135", 3783135), ("5000000", 5000000)])
def test_money_is_read_with_and_without_dots(typed: str, amount: int) -> None:
    assert reading.money({"a": typed}, "a") == Decimal(amount)


@pytest.mark.parametrize("typed", ["3.78", "3,5", "1.0000", "năm triệu", "-5"])
def test_half_a_number_never_becomes_another_one(typed: str) -> None:
    with pytest.raises(Unreadable, match="không hợp lệ"):
        reading.money({"a": typed}, "a")


def test_regional_allowance_is_read_part_by_part() -> None:
    assert reading.regional({"regional": "0,5 x 60; 0.7×24"}) == (
        RegionalTime(Decimal("0.5"), 60), RegionalTime(Decimal("0.7"), 24),
    )  # fmt: skip
    with pytest.raises(Unreadable, match="hệ số x số tháng"):
        reading.regional({"regional": "60 tháng"})


def test_state_support_is_read_line_by_line() -> None:
    (time,) = reading.support({"support": "01/2018 - 12/2020: Hộ nghèo\n"})
    assert (time.start, time.end, time.group) == (Month(2018, 1), Month(2020, 12), SupportGroup.POOR)
    with pytest.raises(Unreadable):
        reading.support({"support": "12/2020 - 01/2018: hộ nghèo"})
    with pytest.raises(Unreadable):
        reading.support({"support": "01/2018 - 12/2020: giàu"})


def test_a_choice_outside_the_list_is_refused() -> None:
    assert reading.choice(PensionGround, {}, "ground", PensionGround.NORMAL) == PensionGround.NORMAL
    with pytest.raises(Unreadable):
        reading.choice(PensionGround, {"ground": "RICH"}, "ground", PensionGround.NORMAL)
