"""Is a code on our sheets told from a foreign one, and a misread one from a sound one?"""

from __future__ import annotations

import pytest

from bhxh_archive.documents.sheet_codes import SheetCode, parse, return_code, separator_code, supplement_code
from tools.demo_stacks import number

NUMBER = number(17)


def test_each_sheet_says_what_stands_behind_it():
    cover, separator, slip = parse(NUMBER), parse(separator_code(NUMBER, "12-HSB")), parse(supplement_code(NUMBER, 2))
    assert cover == SheetCode(NUMBER, NUMBER)
    assert separator and (separator.number, separator.component, separator.sound) == (NUMBER, "12-HSB", True)
    assert slip and (slip.number, slip.request, slip.component, slip.sound) == (NUMBER, 2, "", True)
    signed = parse(return_code(NUMBER, 12))
    assert signed and (signed.handed, signed.request, signed.component, signed.sound) == (12, 0, "", True)


def test_a_separator_of_earlier_days_is_still_read():
    old = parse(f"{NUMBER}/12-HSB")
    assert old and (old.component, old.sound) == ("12-HSB", True)


@pytest.mark.parametrize(
    "text", [separator_code(NUMBER, "12-HSB"), supplement_code(NUMBER, 2), return_code(NUMBER, 12), NUMBER]
)
def test_one_wrong_character_is_noticed(text: str):
    wrong = text.replace("0017", "0071")
    read = parse(wrong)
    assert read and not read.sound


@pytest.mark.parametrize("text", ["031169000123|031234567|PHẠM THỊ HƯỜNG", "https://example.vn/G12", "", "2026-0114-9"])
def test_foreign_codes_are_none_of_ours(text: str):
    assert parse(text) is None
