"""Is what an officer worked out by hand held against the law, and every doubt told?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest

from benefits.arithmetic.allowance import UNSURE, AllowanceCase, allowance
from benefits.arithmetic.steps import NotComputableError
from tests.benefits.arithmetic.builders import RULES, lasting, month

CASE = AllowanceCase(
    month("12/2026"), "M", date(1964, 10, 1), Decimal(500_000), 60, "Điều 23", "tính trên giấy",
    periods=(lasting(100, "06/2026"),),
)  # fmt: skip
NOTHING: Final = ({"monthly": Decimal(0)}, {"ground": ""}, {"method": " "}, {"months": 0}, {"months": 361})


def codes(**facts: Any) -> list[str]:
    """What speaks against the case with these facts, beside that it was done by hand."""
    first, *rest = allowance(replace(CASE, **facts), RULES).findings
    assert first.code == "STATED" and "Cần xem" in first.message_vi
    return [finding.code for finding in rest]


def test_amount_and_months_stand_in_the_working_as_typed_with_their_ground() -> None:
    found = allowance(CASE, RULES)

    assert (found.monthly, found.once, str(found.case.last)) == (500_000, 0, "11/2031")
    stated = found.steps[-1]
    assert (stated.formula_vi, stated.article, stated.value) == ("tính trên giấy", "Điều 23", 500_000)
    assert "500.000 × 60 tháng" in [step.formula_vi for step in found.steps]
    assert UNSURE in found.warnings and codes() == []
    assert any("NĐ 176/2025" in warning for warning in found.warnings), "the level itself wants confirming"


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"monthly": Decimal(499_999)}, ["BELOW_LEVEL"]),
        ({"monthly": Decimal(600_000)}, ["ABOVE_LEVEL"]),
        ({"monthly": Decimal(600_000), "months": 154}, []),  # to 09/2039; 75 in 10/2039
        ({"months": 155}, []),
        ({"months": 156}, ["PAST_AGE"]),
        ({"months": 156, "birth": date(1964, 11, 1)}, []),
        ({"months": 96, "poor": True}, ["PAST_AGE"]),
        ({"birth": date(1966, 1, 1)}, ["TOO_YOUNG"]),
        ({"periods": ()}, ["NO_TIME"]),
        ({"periods": (lasting(179, "06/2026"),)}, []),
        ({"periods": (lasting(180, "06/2026"),)}, ["TIME_LONG"]),
        ({"paid_in": Decimal(1_500_000)}, []),
        ({"paid_in": Decimal(1_600_000)}, ["PAID_IN"]),
        ({"paid_in": Decimal(30_000_000)}, ["PAID_IN"]),
    ],
)
def test_each_doubt_is_told_at_its_limit(facts: dict[str, Any], found: list[str]) -> None:
    assert codes(**facts) == found


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(NotComputableError, match="từ tháng 07/2025"):
        allowance(replace(CASE, benefit=month("06/2025")), RULES)
    with pytest.raises(NotComputableError, match="mức trần"):
        allowance(replace(CASE, monthly=Decimal(20 * 2_530_000 + 1)), RULES)


@pytest.mark.parametrize("facts", NOTHING)
def test_what_says_nothing_is_no_decision(facts: dict[str, Any]) -> None:
    with pytest.raises(NotComputableError, match="kèm căn cứ|từ 1 đến 360"):
        allowance(replace(CASE, **facts), RULES)
