"""Does a result explain itself, and can it be frozen as plain data?"""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from benefits.arithmetic import PensionCase, RegionalTime, pension, plain
from benefits.arithmetic.steps import figure, step
from tests.benefits.arithmetic.builders import RULES, employer, month, state

CASE = PensionCase(
    "M",
    date(1964, 2, 1),
    month("07/2026"),
    (state("03/1986", "02/2010", "3.0"), employer("03/2010", "02/2026", 5_000_000)),
    regional=(RegionalTime(Decimal("0.5"), 60),),
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(43, 2), "21,5"),
        (3_783_135, "3.783.135"),
        (Fraction(1, 3), "0,3333"),
        (0, "0"),
        (Decimal("-1.5"), "-1,5"),
    ],
)
def test_figures_as_vietnamese_reads_them(value: Fraction, shown: str) -> None:
    assert figure(value) == shown


def test_every_step_names_its_article_and_every_amount_has_a_step() -> None:
    result = pension(CASE, RULES)
    assert all(step.label_vi and step.formula_vi and step.article for step in result.steps)
    shown = {step.value for step in result.steps}
    assert {result.pension, result.average, result.retirement_grant, result.regional_allowance} <= shown
    assert any("NĐ 161/2026" in step.source for step in result.steps)


def test_unsure_parameters_are_said() -> None:
    warnings = pension(CASE, RULES).warnings
    assert any("CV 340" in warning for warning in warnings)
    assert any("làm tròn" in warning for warning in warnings)
    assert any("10/2004" in warning for warning in warnings)


def test_a_result_freezes_to_json_and_the_same_case_gives_the_same_bytes() -> None:
    frozen = [json.dumps(plain(pension(CASE, RULES)), ensure_ascii=False, sort_keys=True) for _ in range(2)]
    assert frozen[0] == frozen[1]
    back = json.loads(frozen[0])
    assert back["pension"] == pension(CASE, RULES).pension
    assert back["rows"][0]["start"] == "03/1986"
    assert json.loads(json.dumps(plain(CASE)))["periods"][0]["coefficient"] == "3.0"


@pytest.mark.parametrize(
    ("value", "shown"), [(60, "60"), (Fraction(43, 2), "21.5"), (Fraction(1, 3), "0.3333"), (0, "0")]
)
def test_values_are_never_written_with_an_exponent(value: Fraction, shown: str) -> None:
    assert str(step("Tỷ lệ", "-", value, "%", "-").value) == shown
