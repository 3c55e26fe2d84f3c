"""Is a line judged clean, to be looked at or incomplete by what it comes to beside what was asked?"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from benefits.arithmetic.kinds import computed
from benefits.arithmetic.list_lines import Asked, Verdict, judge
from benefits.arithmetic.months import Month
from benefits.arithmetic.payments import Benefit
from benefits.arithmetic.sickness import SicknessCase, sickness
from benefits.arithmetic.stated import StatedCase, stated
from benefits.arithmetic.steps import NotComputableError
from tests.benefits.arithmetic.builders import RULES


def sick(days: int = 5, before: int = 0) -> Benefit:
    case = SicknessCase(Month(2026, 8), Decimal(12_000_000), Fraction(days), 24, days_before=Fraction(before))
    return sickness(case, RULES)


def test_what_comes_to_what_was_asked_is_clean() -> None:
    asked = Asked(Fraction(5), 1_875_000)
    assert judge("SICKNESS", sick(), (), asked, Fraction(5)).verdict is Verdict.CLEAN
    assert judge("SICKNESS", sick(), (), Asked(), Fraction(5)).verdict is Verdict.CLEAN


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(days=Fraction(11, 2)), "Đơn vị đề nghị 5,5 ngày, tính 5 ngày."),
        (Asked(amount=2_000_000), "Đơn vị đề nghị 2.000.000 đồng, tính ra 1.875.000 đồng."),
        (Asked(lacks_papers=True), "Chưa có giấy tờ của dòng này."),
        (Asked(remarks=("Ngày nghỉ chồng với dòng 3.",)), "Ngày nghỉ chồng với dòng 3."),
    ],
)
def test_every_difference_is_looked_at_and_named(asked: Asked, said: str) -> None:
    found = judge("SICKNESS", sick(), (), asked, Fraction(5))
    assert (found.verdict, found.said) == (Verdict.LOOK, (said,))


def test_without_a_result_or_beyond_the_limit_nothing_is_settled() -> None:
    missing = judge("SICKNESS", None, ["Chưa ghi: lương."], Asked(), None)
    assert (missing.verdict, missing.said) == (Verdict.INCOMPLETE, ("Chưa ghi: lương.",))
    over = judge("SICKNESS", sick(5, before=28), (), Asked(), Fraction(5))
    assert over.verdict is Verdict.INCOMPLETE and "Ghi số ngày được hưởng trong giới hạn." in over.said[0]


def test_a_stated_amount_is_paid_as_written_and_looked_at() -> None:
    found = stated(StatedCase(Decimal(500_000), "Điều 51, 2 ngày khám thai"), RULES)
    assert found.once == 500_000 and found.steps[0].formula_vi == "Điều 51, 2 ngày khám thai"
    assert judge("STATED", found, (), Asked()).verdict is Verdict.LOOK
    assert (
        computed("STATED", {"amount": "500000", "ground": "Điều 51"}, RULES)["result"]["payments"][0]["amount"]
        == 500_000
    )
    for amount, ground in ((Decimal(0), "x"), (Decimal("1.5"), "x"), (Decimal(5), " ")):
        with pytest.raises(NotComputableError):
            stated(StatedCase(amount, ground), RULES)
