"""Is a case in JSON read as it is written, and is everything wrong with it told at once?"""

import json
from dataclasses import fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benefits.arithmetic import Month, PensionCase, PensionGround, Regime
from benefits.arithmetic.case_json import CaseInvalidError, read_case
from benefits.arithmetic.kinds import KINDS, computed
from benefits.arithmetic.sickness import SicknessCase
from tests.benefits.arithmetic.builders import RULES

FOLDER = Path(__file__).parents[3] / "fixtures" / "cases"
EXAMPLES = [
    json.loads(line, parse_float=Decimal) for line in (FOLDER / "examples.jsonl").read_text("utf-8").splitlines()
]
ROW = {"start": "01/2005", "end": "12/2025", "regime": "STATE", "coefficient": Decimal("3.66"), "allowances": "0.2"}
PENSION = {"sex": "F", "birth": "1969-05-10", "benefit": "06/2026", "periods": [ROW]}


@pytest.mark.parametrize("example", EXAMPLES, ids=[row["id"] for row in EXAMPLES])
def test_the_examples_come_to_what_stands_beside_them(example: dict[str, Any]) -> None:
    result = computed(example["kind"], example["case"], RULES)["result"]
    found = {name: result[name] for name in example["expected"]}
    if "payments" in found:
        found["payments"] = [payment["amount"] for payment in found["payments"]]
    assert found == example["expected"]


def test_every_kind_has_an_example_but_the_father_and_is_described() -> None:
    assert {row["kind"] for row in EXAMPLES} == set(KINDS) - {"FATHER"}
    described = (FOLDER / "README.md").read_text("utf-8")
    names = {field.name for kind in KINDS.values() for field in fields(kind.case)}
    assert [name for name in (*KINDS, *sorted(names)) if f"`{name}`" not in described] == []


def test_fields_are_read_as_their_types() -> None:
    case = read_case(PensionCase, PENSION | {"ground": "COAL_PIT", "joined_state": None})
    assert (case.birth, case.benefit, case.ground) == (date(1969, 5, 10), Month(2026, 6), PensionGround.COAL_PIT)
    [row] = case.periods
    assert (row.start, row.regime, row.coefficient, row.allowances) == (
        Month(2005, 1), Regime.STATE, Decimal("3.66"), Decimal("0.2")
    )  # fmt: skip
    days = {"leave": "08/2026", "salary": 1, "days": Decimal("0.5"), "months_paid": 1}
    assert read_case(SicknessCase, days).days == Fraction(1, 2)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sex": "X"}, "sex: «X» phải là một trong M, F."),
        ({"birth": "10/05/1969"}, "birth: «10/05/1969» không phải ngày dạng YYYY-MM-DD."),
        ({"birth": "0001-01-01"}, "birth: «0001-01-01» không phải ngày"),
        ({"benefit": "13/2026"}, "benefit: «13/2026» không phải tháng dạng MM/YYYY."),
        ({"benefit": "30/02/2026"}, "benefit: «30/02/2026» không phải tháng"),
        ({"benefit": 2026}, "benefit: «2026» không phải tháng"),
        ({"ground": "OLD"}, "ground: «OLD» phải là một trong NORMAL, "),
        ({"hard_work_months": Decimal("1.5")}, "hard_work_months: «1.5» không phải số nguyên từ 0 trở lên."),
        ({"hard_work_months": True}, "hard_work_months: «True» không phải số nguyên từ 0 trở lên."),
        ({"floor_group": "yes"}, "floor_group: «yes» phải là true hoặc false."),
        ({"stated_average": "nhiều"}, "stated_average: «nhiều» không phải số từ 0 trở lên."),
        ({"stated_average": "1e400000"}, "stated_average: «1e400000» không phải số từ 0 trở lên."),
        ({"stated_average": -5}, "stated_average: «-5» không phải số từ 0 trở lên."),
        ({"hard_work_months": -1}, "hard_work_months: «-1» không phải số nguyên từ 0 trở lên."),
        ({"stated_average": "NaN"}, "stated_average: «NaN» không phải số từ 0 trở lên."),
        ({"periods": {}}, "periods: cần một danh sách."),
        ({"periods": [ROW, {"start": "01/2026"}]}, "periods[1].regime: chưa ghi."),
        ({"periods": [ROW | {"salry": 1}]}, "periods[0].salry: không có trường này."),
        ({"periods": ["01/2005"]}, "periods[0]: cần một đối tượng JSON."),
    ],
)
def test_what_is_wrong_is_told_with_its_place(change: dict[str, Any], said: str) -> None:
    with pytest.raises(CaseInvalidError) as caught:
        read_case(PensionCase, PENSION | change)
    assert any(problem.startswith(said) for problem in caught.value.problems)


def test_all_of_it_is_told_at_once() -> None:
    with pytest.raises(CaseInvalidError) as caught:
        read_case(PensionCase, {"sex": "X", "periods": [{}], "more": 1})
    assert len(caught.value.problems) == 7  # more, birth, benefit, sex, and three of the row


def test_what_can_not_be_computed_says_why() -> None:
    assert "kind: «LOTTERY»" in computed("LOTTERY", {}, RULES)["problems"][0]
    assert computed("SICKNESS", None, RULES)["problems"] == ["case: cần một đối tượng JSON."]
    reversed_row = PENSION | {"periods": [ROW | {"start": "01/2026"}]}
    assert computed("PENSION", reversed_row, RULES)["problems"]
    early = {"leave": "06/2025", "salary": 1, "days": 1, "months_paid": 1}
    assert "Chưa có dữ liệu" in computed("SICKNESS", early, RULES)["problems"][0]


def test_without_the_coefficients_of_its_year_a_result_is_tentative() -> None:
    row = ROW | {"regime": "EMPLOYER", "salary": 5_000_000, "coefficient": None, "allowances": 0}
    result = computed("PENSION", PENSION | {"benefit": "06/2027", "periods": [row]}, RULES)["result"]
    assert result["tentative"] and result["warnings"][0].startswith("TẠM TÍNH")


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers(-3000, 3000) | st.decimals(allow_nan=False) | st.text(max_size=12)
    | st.sampled_from(["06/2026", "2026-06-01", "STATE", "M", "CHILD", "INSURED", "NORMAL", "I"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["start", "end", "regime", "salary", "kin", "birth", "sex", "coefficient", "months"]), inner, max_size=5),
    max_leaves=12,
)  # fmt: skip


@given(st.sampled_from(sorted(KINDS)), st.data())
def test_whatever_is_written_is_answered(kind: str, data: st.DataObject) -> None:
    names = sorted(field.name for field in fields(KINDS[kind].case))
    case = data.draw(st.dictionaries(st.sampled_from(names), JSONS, max_size=len(names)))
    answer = computed(kind, case, RULES)
    assert set(answer) in ({"result"}, {"problems"})
    json.dumps(answer)
