"""Is a line told that asks for a benefit of another procedure?"""

from __future__ import annotations

import pytest

from intake.rules.list_benefits import tell_other_benefits
from intake.rules.lists import Judged


@pytest.mark.parametrize(
    ("procedure", "typed", "told"),
    [
        ("OMDAU", "Ốm đau", False), ("OMDAU", "Con ốm", False), ("OMDAU", "", False), ("OMDAU", "Nghỉ mát", False),
        ("OMDAU", "Thai sản", True), ("OMDAU", "Dưỡng sức sau ốm đau", True), ("OMDAU", "T1", True),
        ("THAISAN_NU", "Sinh con", False), ("THAISAN_NU", "Ốm", True), ("THAISAN_NAM", "vợ sinh con", False),
        ("DUONGSUC", "Dưỡng sức sau thai sản", False), ("DUONGSUC", "Thai sản", True), ("HUU", "Thai sản", False),
    ],
)  # fmt: skip
def test_the_benefit_of_a_line_is_set_against_the_procedure(procedure: str, typed: str, told: bool) -> None:
    found = Judged({})
    tell_other_benefits(procedure, [(typed, found)])
    assert bool(found.notes) is told and not found.problems
