"""Do the condition and the reduction of an early pension follow one age, whichever the rule names?

Born 03/1974, leaving with the end of 05/2026 at 52 years 2 months, 341 months paid (28.5 years, 72 %).
By the age of 2026 (57 years: 03/2031) 4 years 10 months early: 4 x 2 % + 1 % = 9 %.
By that of her cohort (59 years 4 months: 07/2033) 7 years 2 months early: 7 x 2 % = 14 %, and more than 5 years.
"""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from benefits.arithmetic import PensionCase, PensionGround, Rules, pension
from benefits.arithmetic.early import LABEL
from benefits.arithmetic.pension import PensionResult
from tests.benefits.arithmetic.builders import RULES, employer, lasting, month

WOMAN = PensionCase(
    "F", date(1974, 3, 10), month("06/2026"), (employer("01/1998", "05/2026", 7_000_000),), PensionGround.REDUCED_61
)


def with_basis(value: str) -> Rules:
    """The shipped rules, with the basis an administrator chose."""
    folder = Path(__file__).parents[3] / "fixtures" / "rules"
    tables = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")]
    rows = [{**row, "table": table["table"]} for table in tables for row in table["rows"]]
    return Rules.of_rows({**row, "value": value} if row["key"] == "age_basis" else row for row in rows)


def working(result: PensionResult) -> str:
    (line,) = [step for step in result.steps if step.label_vi == LABEL]
    return line.formula_vi


def test_the_age_of_the_year_of_leaving_decides_both() -> None:
    result = pension(WOMAN, RULES)
    assert (result.rate, result.months_early, result.reduction, result.final_rate) == (72, 58, 9, 63)
    assert result.findings == ()
    said = working(result)
    for part in ("57 năm", "năm nghỉ hưu 2026", "03/2031", "05/2026", "4 năm 10 tháng"):
        assert part in said
    assert [row for row in result.warnings if "Mốc tuổi" in row]


def test_the_age_of_the_cohort_decides_both() -> None:
    result = pension(WOMAN, with_basis("1"))
    assert (result.rate, result.months_early, result.reduction, result.final_rate) == (72, 86, 14, 58)
    (finding,) = result.findings
    assert finding.code == "AGE_NOT_REACHED"
    assert "7 năm 2 tháng" in finding.message_vi and "07/2033" in finding.message_vi
    assert "59 năm 4 tháng" in working(result)


@pytest.mark.parametrize(
    ("basis", "birth", "months", "reduction"),
    [("0", date(1970, 1, 10), 8, 1), ("1", date(1970, 1, 10), 12, 2), ("0", date(1969, 5, 10), 0, 0)],
)
def test_months_early_are_counted_from_the_month_of_leaving(
    basis: str, birth: date, months: int, reduction: int
) -> None:
    """Left 05/2026; born 01/1970: 57 years in 01/2027, 57 years 4 months in 05/2027; born 05/1969: 57 years now."""
    case = replace(WOMAN, birth=birth, periods=(lasting(240, "05/2026"),))
    result = pension(case, with_basis(basis))
    assert (result.months_early, result.reduction) == (months, reduction)


@pytest.mark.parametrize(("birth", "refused"), [(date(1974, 5, 31), False), (date(1974, 6, 1), True)])
def test_sixty_months_early_is_the_most(birth: date, refused: bool) -> None:
    result = pension(replace(WOMAN, birth=birth), RULES)
    assert (result.months_early > 60, bool(result.findings)) == (refused, refused)


def test_typed_months_stand_and_the_working_says_so() -> None:
    result = pension(replace(WOMAN, months_early=43), RULES)
    assert (result.months_early, result.reduction) == (43, 7)
    assert "cán bộ nhập 43 tháng" in working(result)
    assert pension(replace(WOMAN, months_early=86), RULES).findings
