"""Which benefit does a line say that it asks for?"""

from __future__ import annotations

import pytest

from intake.rules.list_benefits import benefit_of, benefit_of_procedure


@pytest.mark.parametrize(
    ("typed", "benefit"),
    [
        ("Ốm đau", "OMDAU"), ("Con ốm", "OMDAU"), ("O1", "OMDAU"), ("", ""), ("Nghỉ mát", ""),
        ("Thai sản", "THAISAN"), ("vợ sinh con", "THAISAN"), ("T1", "THAISAN"), ("Khám thai", "THAISAN"),
        ("Dưỡng sức sau ốm đau", "DUONGSUC"), ("duong suc sau thai san", "DUONGSUC"), ("D1", "DUONGSUC"),
    ],
)  # fmt: skip
def test_a_benefit_is_known_by_its_words_or_its_letter(typed: str, benefit: str) -> None:
    assert benefit_of(typed) == benefit


@pytest.mark.parametrize(
    ("code", "benefit"), [("OMDAU", "OMDAU"), ("THAISAN_NAM", "THAISAN"), ("DUONGSUC", "DUONGSUC"), ("HUU", "")]
)
def test_a_procedure_is_of_one_benefit_of_the_form(code: str, benefit: str) -> None:
    assert benefit_of_procedure(code) == benefit
