"""Are amounts rounded, written and spelled as on a Vietnamese decision?"""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bhxh_archive.money import dong, in_words, round_half_up, whole_parts


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (5, "Năm đồng"),
        (10, "Mười đồng"),
        (11, "Mười một đồng"),
        (14, "Mười bốn đồng"),
        (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"),
        (24, "Hai mươi tư đồng"),
        (55, "Năm mươi lăm đồng"),
        (105, "Một trăm linh năm đồng"),
        (101, "Một trăm linh một đồng"),
        (1_000, "Một nghìn đồng"),
        (1_005, "Một nghìn không trăm linh năm đồng"),
        (5_013_000, "Năm triệu không trăm mười ba nghìn đồng"),
        (1_000_001, "Một triệu không trăm linh một đồng"),
        (3_783_135, "Ba triệu bảy trăm tám mươi ba nghìn một trăm ba mươi lăm đồng"),
        (25_300_000, "Hai mươi lăm triệu ba trăm nghìn đồng"),
        (1_000_000_000, "Một tỷ đồng"),
        (2_000_500_000, "Hai tỷ năm trăm nghìn đồng"),
        (12_034_000_021, "Mười hai tỷ không trăm ba mươi tư triệu không trăm hai mươi mốt đồng"),
        (-7_000, "Âm bảy nghìn đồng"),
    ],
)
def test_amounts_in_words(amount: int, words: str) -> None:
    assert in_words(amount) == words


@given(st.integers(min_value=0, max_value=10**15), st.integers(min_value=0, max_value=10**15))
def test_different_amounts_have_different_words(one: int, other: int) -> None:
    assert (in_words(one) == in_words(other)) == (one == other)


@given(st.integers(min_value=0, max_value=10**12))
def test_words_are_one_clean_sentence(amount: int) -> None:
    words = in_words(amount)
    assert words.endswith(" đồng")
    assert words == " ".join(words.split())
    assert words[0].isupper()


@given(st.lists(st.decimals(min_value=0, max_value=10**10, places=4)))
def test_rounded_parts_add_up_to_the_rounded_sum_each_within_a_dong(amounts: list[Decimal]) -> None:
    parts = whole_parts(amounts)
    assert sum(parts) == round_half_up(sum(amounts, Decimal(0)))
    assert all(abs(part - amount) < 1 for part, amount in zip(parts, amounts, strict=True))


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_figures_read_back(amount: int) -> None:
    assert int(dong(amount).replace(".", "")) == amount


def test_figures() -> None:
    assert [dong(value) for value in (0, 999, 1_000, 3_783_135, -12_000)] == [
        "0",
        "999",
        "1.000",
        "3.783.135",
        "-12.000",
    ]


@pytest.mark.parametrize(
    ("exact", "rounded"), [("0.4", 0), ("0.5", 1), ("1.5", 2), ("2.5", 3), ("2.4999", 2), ("-0.5", -1), ("-2.5", -3)]
)
def test_halves_go_up(exact: str, rounded: int) -> None:
    assert round_half_up(Decimal(exact)) == rounded
    assert round_half_up(Fraction(exact)) == rounded


@given(st.fractions(min_value=-(10**9), max_value=10**9))
def test_rounding_moves_by_half_a_dong_at_most(amount: Fraction) -> None:
    assert abs(round_half_up(amount) - amount) <= Fraction(1, 2)
