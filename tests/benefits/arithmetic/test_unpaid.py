"""Is what relatives get of an allowance held against the law, and every doubt told?"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from benefits.arithmetic.steps import NotComputableError
from benefits.arithmetic.survivors.unpaid import LABEL, UNSURE, UnpaidCase, unpaid
from tests.benefits.arithmetic.builders import RULES, month

CASE = UnpaidCase(
    month("08/2026"), Decimal(20_000_000), "Điều 23", "tính trên giấy", monthly=Decimal(500_000), months=40,
    compulsory_months=100,
)  # fmt: skip


def test_the_stated_sum_and_the_lawful_funeral_stand_in_the_working() -> None:
    found = unpaid(CASE, RULES)

    assert {paid.label_vi: paid.amount for paid in found.payments} == {
        LABEL: 20_000_000,
        "Trợ cấp mai táng": 25_300_000,
    }
    assert (found.steps[0].formula_vi, found.steps[0].article) == ("tính trên giấy", "Điều 23")
    assert UNSURE in found.warnings and [row.code for row in found.findings] == ["STATED"]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"monthly": Decimal(400_000)}, ["BELOW_LEVEL"]),
        ({"months": None}, ["NOT_COMPARED"]),
        ({"monthly": None}, ["NOT_COMPARED"]),
        ({"compulsory_months": None}, ["NO_TIME"]),
        ({"compulsory_months": None, "funeral": False}, []),
        ({"compulsory_months": 11}, ["NO_FUNERAL"]),
        ({"compulsory_months": 12}, []),
        ({"compulsory_months": None, "all_months": 59}, ["NO_FUNERAL"]),
        ({"compulsory_months": 11, "all_months": 60}, []),
        ({"funeral_amount": Decimal(25_300_000)}, []),
        ({"funeral_amount": Decimal(23_400_000)}, ["FUNERAL_DIFFERS"]),
    ],
)
def test_each_doubt_is_told_at_its_limit(facts: dict[str, Any], found: list[str]) -> None:
    assert [row.code for row in unpaid(replace(CASE, **facts), RULES).findings] == ["STATED", *found]


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(NotComputableError, match="từ tháng 07/2025"):
        unpaid(replace(CASE, death=month("06/2025")), RULES)
    with pytest.raises(NotComputableError, match="mức trần"):
        unpaid(replace(CASE, monthly=Decimal(10**8)), RULES)
    for case in (replace(CASE, amount=Decimal(0)), replace(CASE, funeral_amount=Decimal(-1))):
        with pytest.raises(NotComputableError, match="lớn hơn 0"):
            unpaid(case, RULES)


def test_the_funeral_is_paid_as_it_was_asked_for() -> None:
    for asked, amounts in ((None, [20_000_000]), (True, [20_000_000, 25_300_000]), (False, [20_000_000])):
        found = unpaid(replace(CASE, compulsory_months=11, funeral=asked), RULES)
        assert [paid.amount for paid in found.payments] == amounts
