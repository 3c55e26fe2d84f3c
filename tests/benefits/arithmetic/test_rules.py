"""Is the law's number found by its day, and its absence said plainly?"""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benefits.arithmetic import LumpSumCase, PensionCase, RuleMissing, Rules, average, lump_sum, pension
from benefits.arithmetic.rules import TABLE_TITLES, Rule
from benefits.arithmetic.tables import load_tables
from tests.benefits.arithmetic.builders import RULES, employer, month, state

FOLDER = Path(__file__).parents[3] / "fixtures" / "rules"
TABLES = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))]
T3 = (employer("01/2005", "05/2026", 4_000_000),)


def test_every_table_is_whole() -> None:
    assert {table["table"] for table in TABLES} == set(TABLE_TITLES)
    keys = {"key", "value", "valid_from", "valid_to", "source", "confirmed"}
    assert all(set(row) == keys for table in TABLES for row in table["rows"])
    assert all(row["source"] for table in TABLES for row in table["rows"])


def test_every_number_has_words_and_every_choice_a_number() -> None:
    for name, table in load_tables(FOLDER).items():
        keys = {rule.key for rule in RULES.of_table(name)}
        assert all(key in table.keys or key.isdigit() for key in keys), name
        assert set(table.choices) <= keys, name


def test_a_table_by_years_has_a_place_for_the_next() -> None:
    labels = load_tables(FOLDER)["cpi"].labels(2026)
    assert list(labels)[0] == "1994" and list(labels)[-1] == "2027"


JANUARY, MARCH = date(2030, 1, 1), date(2030, 3, 31)
LEVEL = Rule("reference_level", "", Decimal(3_000_000), JANUARY, MARCH, "Văn bản mới", True)


@pytest.mark.parametrize(
    ("day", "value"),
    [(date(2026, 6, 30), 2_340_000), (date(2029, 12, 31), 2_530_000), (JANUARY, 3_000_000), (MARCH, 3_000_000),
     (date(2030, 4, 1), 2_530_000)],
)  # fmt: skip
def test_another_number_stands_for_its_days_alone(day: date, value: int) -> None:
    assert RULES.overlaid([LEVEL]).value("reference_level", "", day) == value


def test_of_two_numbers_for_one_day_the_later_holds_and_other_keys_stay() -> None:
    rules = RULES.overlaid([LEVEL, replace(LEVEL, value=Decimal(4), valid_to=None), replace(LEVEL, key="x")])
    assert rules.value("reference_level", "", date(2031, 1, 1)) == 4
    assert rules.value("reference_level", "", date(2029, 1, 1)) == 2_530_000
    assert rules.value("base_salary", "", date(2026, 1, 1)) == RULES.value("base_salary", "", date(2026, 1, 1))


@given(st.lists(st.tuples(st.integers(0, 9000), st.none() | st.integers(0, 900)), max_size=6))
def test_whatever_is_laid_over_no_day_has_two_numbers_or_loses_its_own(spans: list[tuple[int, int | None]]) -> None:
    first = date(2018, 7, 1)
    rows = [replace(LEVEL, value=Decimal(number), valid_from=first + timedelta(days=start),
                    valid_to=None if length is None else first + timedelta(days=start + length))
            for number, (start, length) in enumerate(spans)]  # fmt: skip
    rules = RULES.overlaid(rows)
    for day in {first, *(row.valid_from for row in rows), *(row.valid_to for row in rows if row.valid_to)}:
        meant = [row for row in rows if row.holds_on(day)][-1:] or [RULES.find("reference_level", "", day)]
        assert rules.value("reference_level", "", day) == meant[0].value


@pytest.mark.parametrize("name", ["reference_level", "base_salary", "averaging_window", "state_indexation"])
def test_dated_numbers_follow_each_other_without_a_gap(name: str) -> None:
    (rows,) = [table["rows"] for table in TABLES if table["table"] == name]
    ends = [date.fromisoformat(row["valid_to"]) for row in rows[:-1]]
    assert [end + timedelta(days=1) for end in ends] == [date.fromisoformat(row["valid_from"]) for row in rows[1:]]
    assert rows[-1]["valid_to"] is None


def test_the_reference_level_changes_on_its_day() -> None:
    assert RULES.value("reference_level", "", date(2026, 6, 30)) == 2_340_000
    assert RULES.value("reference_level", "", date(2026, 7, 1)) == 2_530_000


@pytest.mark.parametrize(("year", "count"), [(2025, 32), (2026, 33)])
def test_coefficient_tables_reach_from_1994_to_their_year_and_end_in_one(year: int, count: int) -> None:
    on = date(year, 6, 1)
    values = [RULES.value("cpi", str(paid), on) for paid in range(1994, year + 1)]
    assert len(values) == count
    assert values[-1] == 1
    assert all(value >= 1 for value in values)
    for paid in range(2008, year + 1):
        assert RULES.value("cpi", str(paid), on) == RULES.value("cpi_voluntary", str(paid), on)


def test_the_table_of_2026_is_that_of_2025_moved_by_one_inflation() -> None:
    """Both are CPI ratios to the year before, so their quotient is nearly constant up to 2024."""
    quotients = [
        RULES.value("cpi", str(paid), date(2026, 1, 1)) / RULES.value("cpi", str(paid), date(2025, 1, 1))
        for paid in range(1994, 2025)
    ]
    assert max(quotients) - min(quotients) < Decimal("0.02")


def test_a_missing_number_is_told_without_words_of_the_program() -> None:
    said = RuleMissing("survivors", "funeral_levels", date(1970, 8, 1)).message_vi
    assert "“chế độ tử tuất” cho ngày 01/08/1970" in said
    assert "(2005)" in RuleMissing("cpi", "2005", date(2027, 1, 1)).message_vi


def test_a_benefit_of_2027_is_refused_by_name() -> None:
    with pytest.raises(RuleMissing) as caught:
        pension(PensionCase("F", date(1969, 5, 1), month("01/2027"), T3), RULES)
    assert (caught.value.table, caught.value.key) == ("cpi", "2005")
    assert "hệ số điều chỉnh" in caught.value.message_vi
    with pytest.raises(RuleMissing):
        lump_sum(LumpSumCase(month("01/2027"), T3), RULES)


def test_a_stand_in_table_makes_the_result_tentative() -> None:
    extended = RULES.extended(2027)
    periods = (*T3, employer("06/2026", "02/2027", 5_000_000))
    result = pension(PensionCase("F", date(1969, 5, 1), month("03/2027"), periods), extended)
    assert result.tentative
    assert any(warning.startswith("TẠM TÍNH") for warning in result.warnings)
    assert result.rows[-1].coefficient == 1
    known = pension(PensionCase("F", date(1969, 5, 1), month("06/2026"), T3), extended)
    assert not known.tentative


def test_state_salaries_alone_need_no_coefficient_table() -> None:
    periods = (state("01/1996", "12/2026", "4.98"),)
    assert not pension(PensionCase("M", date(1964, 1, 1), month("01/2027"), periods), RULES).tentative


def test_a_year_that_exists_is_not_replaced() -> None:
    plain = average(T3, month("06/2026"), RULES).amount
    assert average(T3, month("06/2026"), RULES.extended(2026)).amount == plain


def test_overlapping_rows_are_refused() -> None:
    row = {"table": "reference_level", "key": "", "value": "1", "source": "x", "confirmed": True}
    first = row | {"valid_from": date(2026, 1, 1), "valid_to": None}
    second = row | {"valid_from": date(2026, 7, 1), "valid_to": None}
    with pytest.raises(ValueError, match="overlap"):
        Rules.of_rows([first, second])
    closed = first | {"valid_to": "2026-06-30"}
    assert Rules.of_rows([second, closed]).value("reference_level", "", date(2026, 6, 30)) == 1
