"""Is every fault of a line said at its column, and every double found?"""

from __future__ import annotations

from datetime import date

import pytest

from intake.models import ListImport, ListLine
from intake.rules.list_sharing import shared_numbers_told, tell_shared_names
from intake.rules.lists import judge

SOUND = {
    "full_name": "Nguyễn Thị Lan", "insurance_number": "3105000101", "starts": "01/10/2026", "ends": "05/10/2026",
    "days": "5",
}  # fmt: skip


def test_a_sound_line_is_read() -> None:
    found = judge(SOUND, {})
    assert (found.problems, found.facts["starts_on"], found.facts["days"]) == ([], date(2026, 10, 1), 5)


@pytest.mark.parametrize(
    ("change", "column", "said"),
    [
        ({"full_name": ""}, "full_name", "chưa ghi họ và tên"),
        ({"full_name": "NguyÔn V¨n An"}, "full_name", "TCVN3"),
        ({"full_name": "Nguyeãn Vaên A"}, "full_name", "(TCVN3, VNI) hoặc mất chữ: có phải «Nguyễn Văn A»"),
        ({"full_name": "Nguy?n Lan"}, "full_name", "mất chữ"),
        ({"full_name": "Nguyễn " * 30}, "full_name", "dài hơn 150 ký tự"),
        ({"full_name": "王小明"}, "full_name", "không in được: «王», «小», «明»"),
        ({"insurance_number": ""}, "insurance_number", "chưa ghi mã số"),
        ({"insurance_number": "105000101"}, "insurance_number", "số 0 ở đầu"),
        ({"personal_id": "12AB"}, "personal_id", "đúng 12 chữ số"),
        ({"starts": "31/02/2026"}, "starts", "không phải ngày"),
        ({"starts": ""}, "starts", "chưa ghi từ ngày"),
        ({"ends": "30/09/2026"}, "ends", "trước «Từ ngày»"),
        ({"days": "9"}, "days", "nhiều hơn số ngày"),
        ({"days": "5,5"}, "days", "nhiều hơn số ngày"),
        ({"part": "3"}, "part", "chỉ ghi 1"),
        ({"days": "-3"}, "days", "lớn hơn 0"),
        ({"days": "0"}, "days", "lớn hơn 0"),
        ({"born": "31/02/1988"}, "born", "không phải ngày sinh"),
        ({"born": "01/01/2999"}, "born", "không phải ngày sinh"),
        ({"born": "32269"}, "born", "không phải ngày sinh"),
    ],
)
def test_a_fault_is_said_at_its_column(change: dict[str, str], column: str, said: str) -> None:
    assert any(name == column and said in text for name, text in judge(SOUND | change, {}).problems)


@pytest.mark.parametrize("born", ["", "05/10/1988", "1988-10-05 00:00:00", "1988", "10/1988", "00/00/1988"])
def test_a_birthday_may_be_less_than_a_day(born: str) -> None:
    assert not judge(SOUND | {"born": born}, {}).problems


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ("", False),
        ("1.250.000", False),
        ("1250000,50", False),
        ("1,250,000 đ", False),
        ("abc", True),
        ("-5", True),
        ("1,250,000.00", False),
        ("1.250.000,5", False),
        ("1 250 000", False),
        ("1,234.5", True),
        ("1.5", True),
        ("1.234,567", True),
        ("1234.567", True),
        ("1,234,5", True),
    ],
)
def test_an_amount_that_is_no_sum_is_told(amount: str, told: bool) -> None:
    found = judge(SOUND | {"amount": amount}, {})
    assert (not found.problems, any(name == "amount" for name, _ in found.notes)) == (True, told)


@pytest.mark.parametrize(
    ("benefit", "told"),
    [("Ốm đau", False), ("Chăm sóc con ốm", False), ("Sinh con", False), ("DS-PHSK, dưỡng sức", False), ("O1", False),
     ("Nghỉ mát", True), ("Hưu trí", True)],
)  # fmt: skip
def test_a_benefit_that_the_form_does_not_know_is_told(benefit: str, told: bool) -> None:
    found = judge(SOUND | {"benefit": benefit}, {})
    assert (not found.problems, any(name == "benefit" for name, _ in found.notes)) == (True, told)


@pytest.mark.parametrize("typed", ["Tai nạn lao động", "Bệnh nghề nghiệp", "TNLĐ"])
def test_a_work_accident_is_told_to_belong_elsewhere(typed: str) -> None:
    found = judge(SOUND | {"benefit": typed}, {})
    [(column, said)] = found.notes
    assert column == "benefit" and f"«{typed}» không thuộc danh sách 01B-HSB" in said and not found.facts["benefit"]


def test_a_benefit_that_was_not_read_says_how_the_line_counts_and_where_to_change_it() -> None:
    [(_, said)] = judge(SOUND | {"benefit": "Nghỉ mát"}, {}).notes
    assert "tính theo thủ tục của hồ sơ" in said and "chọn lại ở trang của dòng" in said


def test_two_people_under_one_merged_name_stop_both_lines() -> None:
    shared = {"full_name": "merged B8:B9"}
    lines = [(shared, judge(SOUND | {"insurance_number": number}, shared)) for number in ("3105000101", "3105000102")]
    same = [({"full_name": "merged B2:B3"}, judge(SOUND, {})) for _ in range(2)]
    tell_shared_names([*lines, *same, ({}, judge(SOUND, {}))])
    assert [len(found.problems) for _, found in [*lines, *same]] == [1, 1, 0, 0]
    assert "ô gộp B8:B9 chung cho nhiều dòng có mã số khác nhau" in lines[0][1].problems[0][1]


def test_a_merged_cell_is_told_where_every_line_has_its_own() -> None:
    found = judge(SOUND, {"starts": "merged D2:D3", "born": "merged C2:C3", "bank": "merged H2:H3"})
    (born, said), (starts, told) = found.notes
    assert (born, starts, found.problems) == ("born", "starts", [])
    assert "ô gộp C2:C3" in said and "đúng là một người" in said
    assert "ô gộp D2:D3" in told and "đúng cho từng dòng" in told


def test_one_number_under_two_names_is_told_at_both_lines() -> None:
    names = ("Nguyễn Thị Lan", "NGUYEN THI LAN", "Bùi Văn Khác", "")
    lines = [ListLine(ordinal=at, source_row=at + 1, source=ListImport(name=f"ds{at}.xlsx")) for at in range(1, 5)]
    for line, name in zip(lines, names, strict=True):
        line.write(full_name=name, insurance_number="3105000101")
    said = {line.ordinal: notes for line, notes in shared_numbers_told(lines, several=True)}
    assert sorted(said) == [1, 2, 3] and [len(notes) for notes in said.values()] == [1, 1, 1]
    assert "trùng với dòng 3 (hàng 4 của tệp «ds3.xlsx») nhưng khác họ tên" in said[1][0][1]
    assert "trùng với dòng 1 (hàng 2 của tệp «ds1.xlsx»)" in said[3][0][1]


def test_a_number_put_right_is_told_no_longer_and_other_notes_stay() -> None:
    old = "trùng với hàng 8 của tệp nhưng khác họ tên; hãy xem số nào đúng"
    line = ListLine(ordinal=1, notes=[["starts", "hãy xem lại năm"], ["personal_id", old]])
    line.write(full_name="Nguyễn Thị Lan", insurance_number="3105000101")
    assert [notes for _, notes in shared_numbers_told([line], several=False)] == [[["starts", "hãy xem lại năm"]]]


@pytest.mark.parametrize("name", ["H'Hen Niê", "Y Moan Ênuôl", "K'Brửu", "Nguyễn Lan-Anh", "LÊ THỊ Ý", "José Đặng"])
def test_names_of_every_people_pass(name: str) -> None:
    assert judge(SOUND | {"full_name": name}, {}).problems == []


@pytest.mark.parametrize(
    ("born", "sex", "told"),
    [
        ("05/10/1969", "Nữ", []),
        ("1969", "", []),
        ("10/1970", "", ["born"]),
        ("", "Nam", ["+Giới tính"]),
        ("1970", "NAM", ["+Giới tính", "born"]),
    ],
)
def test_a_personal_id_is_held_against_birth_and_sex(born: str, sex: str, told: list[str]) -> None:
    found = judge(SOUND | {"personal_id": "031169000123", "born": born, "+Giới tính": sex}, {})
    assert (found.problems, [name for name, _ in found.notes]) == ([], told)


def test_a_twelve_digit_number_in_the_old_column_is_the_personal_id() -> None:
    found = judge(SOUND | {"insurance_number": "031169000123"}, {})
    assert (found.facts["insurance_number"], found.facts["personal_id"], found.problems) == ("", "031169000123", [])


def test_a_cell_that_could_not_be_read_stops_its_line() -> None:
    assert judge(SOUND, {"days": "formula"}).problems[0][0] == "days"


@pytest.mark.parametrize("typed", ["=5+1", "#DIV/0!"])
def test_what_the_spreadsheet_could_not_compute_stops_its_line_as_plain_text_too(typed: str) -> None:
    """Our error file hands a formula out as words: sent back unchanged it gets the same verdict."""
    flag = "formula" if typed.startswith("=") else "error"
    cells = SOUND | {"days": typed}
    assert judge(cells, {}).problems == judge(cells, {"days": flag}).problems != []


@pytest.mark.parametrize("column", ["insurance_number", "personal_id", "starts", "days", "born", "benefit", "amount"])
def test_of_a_formula_in_place_of_a_value_nothing_else_is_said(column: str) -> None:
    typed = {name: text for name, text in SOUND.items() if (name, column) != ("insurance_number", "personal_id")}
    found = judge(typed | {column: "=A2+1"}, {column: "formula"})
    assert [name for name, _ in [*found.problems, *found.notes]] == [column]
    assert "A21" not in found.facts.values()


def test_a_merged_cell_of_a_person_warns_with_its_name() -> None:
    found = judge(SOUND, {"full_name": "merged B20:B21", "condition": "merged I20:I21"})
    assert found.problems == [] and [name for name, said in found.notes if "B20:B21" in said] == ["full_name"]
    assert len(found.notes) == 1


def test_a_name_pulled_over_the_number_by_a_merge_is_told_as_that() -> None:
    found = judge(SOUND | {"insurance_number": SOUND["full_name"]}, {"insurance_number": "across B5:C5"})
    (problem,) = found.problems
    assert problem[0] == "insurance_number" and "ô gộp B5:C5" in problem[1] and SOUND["full_name"] in problem[1]
    assert found.facts["insurance_number"] == ""

    one_day = judge(SOUND | {"ends": SOUND["starts"], "days": "1"}, {"ends": "across D5:E5"})
    assert not one_day.problems, "one day off may stand under both headings"
