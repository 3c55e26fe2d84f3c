"""Which benefit does a line say that it asks for?"""

from __future__ import annotations

import re

import pytest

from intake.lists.sheets import template
from intake.rules.list_benefits import benefit_of, benefit_of_procedure, event_of, is_doubtful
from intake.rules.lists import Judged, tell_unnamed_benefits
from tests.intake.sheets import rows_of


@pytest.mark.parametrize(
    ("typed", "benefit"),
    [
        ("Ốm đau", "OMDAU"), ("Con ốm", "OMDAU"), ("O1", "OMDAU"), ("", ""), ("Nghỉ mát", ""),
        ("Thai sản", "THAISAN"), ("vợ sinh con", "THAISAN"), ("T1", "THAISAN"), ("Khám thai", "THAISAN"),
        ("Đ.trị nội trú", ""), ("T.nạn giao thông", ""), ("T.N.L.Đ", ""), ("D.thai", "THAISAN"),
        ("Thai sản + dưỡng sức", "THAISAN"), ("ốm đau, dưỡng sức", "OMDAU"), ("TS+DS", "THAISAN"),
        ("Nghỉ DS sau sinh", "DUONGSUC"), ("Đ", "DUONGSUC"), ("D", "DUONGSUC"), ("T", "THAISAN"),
        ("Tai nạn sinh hoạt", "OMDAU"), ("Con ốm (con sinh năm 2023)", "OMDAU"), ("ÔĐ", "OMDAU"), ("O", "OMDAU"),
        ("Ốm đau (BV Phục hồi chức năng)", "OMDAU"), ("Ốm đau, mã bệnh T3", "OMDAU"), ("TS", "THAISAN"),
        ("Đẻ", "THAISAN"), ("Vợ đẻ", "THAISAN"), ("Đẻ mổ", "THAISAN"), ("Triệt sản", "THAISAN"), ("Đề nghị", ""),
        ("Đặt vòng", "THAISAN"), ("Đề nghị ốm đau", "OMDAU"),
        ("Nhận nuôi con nuôi", "THAISAN"), ("Sảy thai, nạo hút thai", "THAISAN"), ("DS-PHSK", "DUONGSUC"),
        ("Phục hồi sức khỏe sau thai sản", "DUONGSUC"),
        ("Tai nạn lao động", ""), ("Bệnh nghề nghiệp", ""), ("TNLĐ-BNN", ""), ("Bệnh dài ngày", "OMDAU"),
        ("Dưỡng sức sau tai nạn lao động", "DUONGSUC"), ("Ốm do tai nạn lao động", "OMDAU"),
        ("Bản thân", "OMDAU"), ("Bản thân ốm", "OMDAU"), ("Dưỡng sức bản thân", "DUONGSUC"),
        ("Dưỡng sức sau ốm đau", "DUONGSUC"), ("duong suc sau thai san", "DUONGSUC"), ("D1", "DUONGSUC"),
    ],
)  # fmt: skip
def test_a_benefit_is_known_by_its_words_or_its_letter(typed: str, benefit: str) -> None:
    assert benefit_of(typed) == benefit


def test_the_words_that_the_template_offers_are_known() -> None:
    offered = next(cell for (cell, *_) in rows_of(template()) if "Chế độ: ghi" in cell)
    for benefit, words in (("OMDAU", r"ốm đau \((.+?)\)"), ("THAISAN", r"thai sản \((.+?)\)")):
        inside = re.search(words, offered)
        assert inside and {benefit_of(said) for said in inside[1].split(", ")} == {benefit}


@pytest.mark.parametrize(
    ("code", "benefit"), [("OMDAU", "OMDAU"), ("THAISAN_NAM", "THAISAN"), ("DUONGSUC", "DUONGSUC"), ("HUU", "")]
)
def test_a_procedure_is_of_one_benefit_of_the_form(code: str, benefit: str) -> None:
    assert benefit_of_procedure(code) == benefit


@pytest.mark.parametrize(
    ("typed", "event"),
    [
        ("Sinh con", "SINH_CON"), ("Vợ sinh con", "SINH_CON"), ("Sảy thai", "KHAM_SAY"), ("Khám thai", "KHAM_SAY"),
        ("Nhận nuôi con nuôi", "CON_NUOI"), ("Nhờ mang thai hộ", "MANG_THAI_HO"), ("Thai sản", ""), ("Ốm đau", ""),
    ],
)  # fmt: skip
def test_what_happened_is_known_by_its_words(typed: str, event: str) -> None:
    assert event_of(typed) == event


@pytest.mark.parametrize(
    ("typed", "doubtful"),
    [
        ("Ốm đau", False), ("Con ốm (con sinh năm 2023)", True), ("Dưỡng sức sau thai sản", False), ("Sinh con", False),
        ("Thai sản + dưỡng sức", True), ("ốm đau, dưỡng sức", True), ("TS+DS", True), ("Ốm/TS", True),
        ("Nghỉ DS sau sinh", False), ("Ốm do tai nạn lao động", True), ("Dưỡng sức sau bệnh nghề nghiệp", False),
    ],
)  # fmt: skip
def test_words_of_several_benefits_are_doubtful(typed: str, doubtful: bool) -> None:
    assert is_doubtful(typed) is doubtful


def test_a_line_that_names_none_is_told_where_others_do() -> None:
    blank, named = Judged({}), Judged({})
    tell_unnamed_benefits([("", blank), ("Ốm đau", named)])
    assert [name for name, _ in blank.notes] == ["benefit"] and not named.notes
    alone = Judged({})
    tell_unnamed_benefits([("", alone)])
    assert not alone.notes
