"""Is it known what our font can print, and is nothing lost over what it can't?"""

from __future__ import annotations

import pytest

from bhxh_archive.documents.catalogue import TEMPLATES
from bhxh_archive.documents.errors import DocumentError
from bhxh_archive.documents.glyphs import as_typed, made_printable, named, unprintable, unprintable_in
from bhxh_archive.documents.render import render, render_signed
from tests.bhxh_archive.documents.test_render import text_of

EVERYDAY = "Nguyễn Thị Hường, H'Hen Niê, Y Čăm Ƀlơ̆: «5 × 3 = 15» – 10 %; “hết” … → ≥ ½ • □\nđồng"
STRANGE = "王 😀 \x07 \u202e"


@pytest.mark.parametrize("text", [EVERYDAY, "", "\r\n"])
def test_what_people_write_every_day_is_printed(text: str) -> None:
    assert unprintable(text) == [] and as_typed(text) == text


def test_what_has_no_glyph_or_turns_the_text_around_is_named_once() -> None:
    assert unprintable(f"{STRANGE}王") == ["王", "😀", "\x07", "\u202e"]
    assert named(unprintable(STRANGE)) == "«王», «😀», U+0007, U+202E"
    assert unprintable_in({"a": ["tên", {"b": "王"}], "c": 5}) == ["王"]


def test_what_is_pasted_from_elsewhere_becomes_a_sign_of_ours() -> None:
    assert as_typed("\uf0b7 Chưa ký\n➢ Thiếu\t✓ ☐ ⇒") == "• Chưa ký\n- Thiếu x □ →"
    assert made_printable({"a": ["\uf0b7 王", 7], "b": "\x07"}) == {"a": ["• □", 7], "b": "□"}


def test_a_slip_and_a_register_come_out_whatever_stands_in_them() -> None:
    example = TEMPLATES["refusal"].example()
    for reason in ("\uf0b7 Không thuộc thẩm quyền", "Không 王 thuộc", "Không \x07 thuộc"):
        told = {**example, "reasons": [{"text": reason, "legal_ground": ""}]}
        assert "Không" in text_of(render("refusal", told))


@pytest.mark.parametrize("sign", ["王", "\x07"])
def test_what_is_signed_says_all_that_it_says(sign: str) -> None:
    example = TEMPLATES["decision_07a"].example()
    with pytest.raises(DocumentError, match="ký tự không in được"):
        render_signed("decision_07a", {**example, "clinic": f"Bệnh viện {sign}"})
