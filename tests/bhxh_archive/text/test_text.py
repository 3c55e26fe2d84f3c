"""Do all spellings of one Vietnamese text meet in one form, and do names sort as a Vietnamese reader expects?"""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bhxh_archive.text import clean_name, fold, inside, name_sort_key, nfc, number_fold

vietnamese = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằắấầếềệộớợứựỳỵ AÁĐƠƯ'-.", max_size=40)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đặng Thị Hoà", "dang thi hoa"),
        ("ĐẶNG  THỊ HÒA ", "dang thi hoa"),
        ("Nguyễn Thị Thuỷ", "nguyen thi thuy"),
        ("K'Brửu", "k bruu"),
        ("Y-Moan Ênuôl", "y moan enuol"),
        ("QĐ-BHXH", "qd bhxh"),
        ("", ""),
        (" .,- ", ""),
    ],
)
def test_fold_examples(written: str, folded: str) -> None:
    assert fold(written) == folded
    assert fold(unicodedata.normalize("NFD", written)) == folded


@given(st.text())
def test_folding_twice_changes_nothing(value: str) -> None:
    assert fold(fold(value)) == fold(value)
    assert number_fold(number_fold(value)) == number_fold(value)


@given(st.text())
def test_composition_does_not_matter(value: str) -> None:
    assert fold(unicodedata.normalize("NFD", value)) == fold(unicodedata.normalize("NFC", value))
    assert clean_name(unicodedata.normalize("NFD", value)) == clean_name(value)


@given(vietnamese)
def test_folded_vietnamese_is_plain_ascii_and_blind_to_case(value: str) -> None:
    assert fold(value).isascii()
    assert fold(value.upper()) == fold(value)
    assert fold(value) == " ".join(fold(value).split())


@given(st.text())
def test_clean_name_is_trimmed_composed_and_stable(value: str) -> None:
    name = clean_name(value)
    assert name == name.strip() == nfc(name) == clean_name(name)
    assert "  " not in name


def test_clean_name_keeps_case_and_apostrophes() -> None:
    assert clean_name("  H'Hen   Niê ") == "H'Hen Niê"
    assert clean_name("Nguyễn\u200b Văn\u00a0A\ufeff") == "Nguyễn Văn A"


@pytest.mark.parametrize(
    ("words", "said"),
    [("Cấp lại sổ BHXH", "cấp lại sổ BHXH"), ("BHXH một lần", "BHXH một lần"), ("Ốm đau", "ốm đau"), ("", "")],
)
def test_inside_a_sentence_only_the_first_letter_is_small(words: str, said: str) -> None:
    assert inside(words) == said


def test_number_fold_keeps_letters_and_digits_only() -> None:
    assert number_fold("g12.99.31-261122-0001") == "G1299312611220001"
    assert number_fold("1234/QĐ-BHXH") == "1234QDBHXH"


def test_names_sort_alphabetically() -> None:
    ordered = ["An", "Ánh", "Ân", "Bình", "Dương", "Đặng", "Đinh", "Em", "Ên", "Hà", "Hả", "Hã", "Há", "Hạ", "Ý"]
    backwards = ordered[::-1]
    assert sorted(backwards, key=name_sort_key) == ordered


def test_a_name_sorts_before_its_longer_namesake() -> None:
    ordered = ["Lê An", "Lê An Bình", "Lê Ân", "Lê Thị Hoa", "Lê Thị Hòa", "Lý An"]
    backwards = ordered[::-1]
    assert sorted(backwards, key=name_sort_key) == ordered


@given(vietnamese)
def test_order_does_not_depend_on_composition(value: str) -> None:
    assert name_sort_key(unicodedata.normalize("NFD", value))[:2] == name_sort_key(value)[:2]


@given(st.lists(st.text(max_size=8)))
def test_every_pair_of_texts_can_be_compared(values: list[str]) -> None:
    assert len(sorted(values, key=name_sort_key)) == len(values)
