"""Is what a revoked decision and its adjustments paid proposed to be paid back once, month by month?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from benefits.arithmetic.recovery import (
    FALLEN,
    KEPT,
    MID_MONTH,
    Drawn,
    Once,
    Paid,
    Rate,
    RecoveryCase,
    recovered,
    unsaid,
)
from tests.benefits.arithmetic.builders import month

GRANT = Once("Trợ cấp một lần", 5_000_000, "Quyết định số 05")
BACK = Once("Thu hồi", 332_540, "Quyết định số 09", first=month("06/2026"), last=month("09/2026"), back=True)
MORE = replace(BACK, label="truy lĩnh", back=False)
RATES = (
    Rate(3_783_135, month("06/2026"), month("09/2026"), "Quyết định số 05", "(3.500.000 + 283.135)"),
    Rate(3_700_000, month("10/2026"), None, "Quyết định số 09"),
)
CASE = RecoveryCase((Drawn(rates=RATES, sums=(GRANT, BACK)),), None, month("11/2026"), False, Paid.ALL, 0)


def lines(case: RecoveryCase) -> list[tuple[str, int]]:
    assert list(unsaid(case)) == []
    return [(line.formula_vi, int(line.value)) for line in recovered(case).steps]


def test_what_was_paid_is_claimed_back_whole_where_it_never_held() -> None:
    assert lines(CASE) == [
        ("(3.500.000 + 283.135) × 4 tháng", 15_132_540), ("3.700.000 × 2 tháng", 7_400_000), ("5.000.000", 5_000_000),
        ("15.132.540 + 7.400.000 + 5.000.000", 27_532_540),
    ]  # fmt: skip
    [fallen] = recovered(CASE).findings
    assert fallen.code == FALLEN and "332.540 đồng hết hiệu lực" in fallen.message_vi
    assert lines(replace(CASE, collected=332_540))[-2:] == [
        ("đã thu", -332_540), ("15.132.540 + 7.400.000 + 5.000.000 - 332.540", 27_200_000),
    ]  # fmt: skip
    assert recovered(replace(CASE, collected=332_540)).shares == (27_200_000,)


def test_from_a_later_day_the_months_before_stay_paid() -> None:
    case = replace(CASE, since=date(2026, 8, 10), collected=83_135)
    assert lines(case)[0] == ("(3.500.000 + 283.135) × 1 tháng", 3_783_135), "of the month itself nobody knows"
    found = {one.code: one.message_vi for one in recovered(case).findings}
    assert "giữa tháng 08/2026" in found[MID_MONTH] and "5.000.000" in found[KEPT]
    assert "83.135 đồng hết hiệu lực" in found[FALLEN] and "còn 249.405 đồng vẫn thu" in found[FALLEN]
    more = replace(CASE, drawn=(Drawn(rates=RATES, sums=(MORE,)),), since=date(2026, 8, 1))
    assert ("332.540 : 4 × 2 tháng", 166_270) in lines(more), "of arrears the share of these months"


def test_where_nothing_or_nothing_once_was_paid() -> None:
    assert ("5.000.000", 5_000_000) not in lines(replace(CASE, once=Paid.NONE))
    once = RecoveryCase((Drawn(sums=(GRANT,)),), date(2026, 8, 1), once=Paid.ALL)
    assert lines(once) == [("5.000.000", 5_000_000)]
    nothing = replace(once, once=None, nothing=True)
    assert lines(nothing) == [] and recovered(nothing).amount == 0


@pytest.mark.parametrize("changed, said", [
    ({"paid_until": None}, "đến tháng nào"), ({"once": None}, "đã trả hay chưa"),
    ({"collected": None}, "chưa thu: ghi 0"), ({"collected": 400_000}, "nhiều hơn"),
    ({"paid_until": month("08/2026")}, "muộn hơn"), ({"nothing": True}, "xem lại"),
])  # fmt: skip
def test_nothing_is_guessed(changed: dict[str, object], said: str) -> None:
    [asked] = unsaid(replace(CASE, **changed))  # type: ignore[arg-type]
    assert said in asked


def test_several_people_pay_back_their_own() -> None:
    two = tuple(Drawn(name, (replace(RATES[0], last=None),)) for name in ("Khôi", "Diệp"))
    found = recovered(RecoveryCase(two, None, month("07/2026")))
    assert found.shares == (7_566_270, 7_566_270) and found.steps[0].label_vi.startswith("Khôi: ")
