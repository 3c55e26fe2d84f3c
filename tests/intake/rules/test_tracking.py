"""Are tracking numbers that no carrier gives told, and those of each taken?"""

from __future__ import annotations

import pytest

from intake.models import Carrier
from intake.rules.tracking import number_doubt

POST = Carrier(numbering=Carrier.Numbering.S10)
OTHER = Carrier()


@pytest.mark.parametrize("number", ["RR473124829VN", "ee 12345678 5 vn", "EM876543216VN", "", "  "])
def test_a_sound_number_of_the_post_passes(number: str) -> None:
    assert number_doubt(number, POST) == ""


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("xx", "gồm 2 chữ cái"),
        ("EE123456785", "gồm 2 chữ cái"),
        ("EE123456785US", "gồm 2 chữ cái"),
        ("EE12345678٥VN", "gồm 2 chữ cái"),
        ("EE123456784VN", "Chữ số kiểm tra"),
        ("EE123456875VN", "Chữ số kiểm tra"),
    ],
)
def test_what_the_post_never_gives_is_told(number: str, said: str) -> None:
    assert said in number_doubt(number, POST)


@pytest.mark.parametrize(("number", "told"), [("xx", True), ("12-34 5", True), ("VTP-123", False), ("", False)])
def test_of_another_carrier_only_a_short_number_is_told(number: str, told: bool) -> None:
    assert bool(number_doubt(number, OTHER)) == told
