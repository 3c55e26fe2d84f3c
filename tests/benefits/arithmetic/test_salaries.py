"""Is every salary told that can hardly be, with its row and months, and no other?"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from benefits.arithmetic.months import Month
from benefits.arithmetic.periods import Exclusion, Period
from benefits.arithmetic.salaries import doubtful
from tests.benefits.arithmetic.builders import RULES, employer, state, voluntary
from tests.room import periods

SMALLEST = 120_000


def told(*rows: Period) -> list[str]:
    return [finding.message_vi for finding in doubtful(rows, RULES, SMALLEST)]


@pytest.mark.parametrize("row", [
    employer("01/2020", "05/2026", 8_000_000), employer("01/2019", "12/2025", 27_800_000),
    voluntary("01/2018", "12/2021", 700_000), employer("01/1994", "12/1994", 120_000),
    state("01/2015", "05/2026", "4.98"),
], ids=["usual", "just-the-ceiling", "poverty-line", "long-ago", "coefficient"])  # fmt: skip
def test_what_can_be_is_not_told(row: Period) -> None:
    assert told(row, *periods()) == []


def test_three_zeros_lost_are_told_with_row_and_months() -> None:
    [said] = told(*periods(), employer("06/2026", "06/2026", 8_000))
    assert said == (
        "Dòng 4, tháng 06/2026: Tiền lương 8.000 đồng thấp hơn mức lương cơ sở 2.340.000 đồng: xem lại số đã ghi, "
        "có thể thiếu số 0."
    )
    [said] = told(employer("01/2020", "05/2026", 1_600_000))
    assert said.startswith("Dòng 1, các tháng 07/2023 - 05/2026"), "only where the base salary was higher"
    for old in (employer("01/2005", "02/2005", 8_000), voluntary("01/2020", "02/2020", 8_000)):
        assert "thấp hơn mọi mức lương đã có, từ 120.000 đồng (cần xác nhận)" in told(old)[0]
    assert doubtful([employer("01/2005", "02/2005", 8_000)], RULES, 0) == [], "an office may ask nothing"


def test_what_is_over_the_ceiling_is_told_also_before_the_first_known_one() -> None:
    [said] = told(employer("01/2024", "08/2024", 40_000_000))
    assert said.startswith("Dòng 1, các tháng 01/2024 - 06/2024: Tiền lương 40.000.000 đồng cao hơn 20 lần mức tham")
    assert "36.000.000 đồng: xem lại số đã ghi (mức trần cần xác nhận)." in said
    [finding] = doubtful([employer("01/2010", "03/2010", 99_999_999_999_999)], RULES, SMALLEST)
    assert (finding.code, finding.indices, finding.months[0]) == ("SALARY_HIGH", (0,), Month(2010, 1))
    assert told(replace(employer("01/2024", "08/2024", 80_000_000), exclusion=Exclusion.OWED)) == []
    assert told(replace(employer("08/2024", "01/2024", 80_000_000), salary=Decimal(1))) == [], "another check tells it"
