"""Does the card of another person leave nothing of the one before, and does everyone come back as typed?"""

from __future__ import annotations

import pytest

from intake.forms.cards import with_card_read
from intake.forms.earlier import Row, earlier, taken_back
from intake.views.counter.row_words import after_card

FIRST: Row = {
    "id": "7", "qr": "", "role": "insured", "full_name": "Đinh Thị Trước", "born": "15/03/1964", "sex": "F",
    "personal_id": "031164009999", "old_id": "031234599", "insurance_number": "3108009999",
    "address": "Số 5, Hồng Bàng", "phone": "0912345678", "email": "", "relation": "", "before": "",
}  # fmt: skip
SECOND = "031085007777||Lê Văn Sau|02021985|Nam|Số 9, Lê Chân|01052021"
THIRD = "031085000123||Tran Vawn Bif|02021985|Nam|Soos 9, Leej Chaan"


def scanned(row: Row, text: str) -> Row:
    return with_card_read(row | {"qr": text}).row


def shown(row: Row) -> Row:
    return {name: value for name, value in row.items() if value and name != "before"}


def test_nothing_of_the_first_person_stays_beside_the_second() -> None:
    read = with_card_read(FIRST | {"qr": SECOND})
    assert shown(read.row) == {
        "role": "insured", "full_name": "Lê Văn Sau", "born": "02/02/1985", "sex": "M", "personal_id": "031085007777",
        "address": "Số 9, Lê Chân",
    }  # fmt: skip
    assert read.emptied == ["old_id", "insurance_number", "phone"]


def test_a_mangled_second_card_leaves_the_name_empty_instead_of_the_first_ones() -> None:
    read = with_card_read(FIRST | {"qr": THIRD})
    assert shown(read.row) == {"role": "insured", "born": "02/02/1985", "sex": "M", "personal_id": "031085000123"}
    assert read.doubted == "«Tran Vawn Bif», «Soos 9, Leej Chaan»"


def test_the_same_card_again_keeps_what_was_typed() -> None:
    read = with_card_read(FIRST | {"qr": "031164009999||Đinh Thị Trước|15031964|Nữ|Số 7, Hồng Bàng|01052021"})
    assert read.row == FIRST | {"address": "Số 7, Hồng Bàng"} and read.emptied is None


@pytest.mark.parametrize(
    ("typed", "another"),
    [
        ({"personal_id": ""}, True),
        ({"personal_id": "", "born": ""}, False),
        ({"personal_id": "", "full_name": "LÊ VĂN SAU"}, False),
        ({"personal_id": "", "insurance_number": "031085007777"}, False),
        ({"personal_id": "", "insurance_number": "031164009999", "full_name": "", "born": ""}, True),
        ({"personal_id": "031 085 007 777"}, False),
    ],
)
def test_who_is_another_person(typed: Row, another: bool) -> None:
    assert (with_card_read(FIRST | typed | {"qr": SECOND}).emptied is not None) == another


def test_everyone_comes_back_as_typed() -> None:
    second = scanned(FIRST, SECOND) | {"phone": "0987654321"}
    third = scanned(second, THIRD)
    assert [one["full_name"] for one in earlier(third)] == ["Đinh Thị Trước", "Lê Văn Sau"]
    back = taken_back(third)
    assert shown(back) == shown(second)
    assert shown(taken_back(back)) == shown(FIRST)
    assert shown(taken_back(taken_back(back))) == shown(third)


@pytest.mark.parametrize("box", ["", "{", "5", "[5]", '{"a": 1}', '[{"role": "heir", "before": "[]", "born": 5}]'])
def test_a_hidden_box_that_was_tampered_with_gives_nobody_back(box: str) -> None:
    back = taken_back(FIRST | {"before": box})
    assert back["role"] == "insured" and back["before"].startswith("[")


def test_a_birthday_that_no_calendar_has_is_named() -> None:
    read = with_card_read(FIRST | {"qr": "031164009999||Đinh Thị Trước|31021964|Nữ|Số 7, Hồng Bàng|01052021"})
    assert read.misdated == "31021964" and read.row["born"] == FIRST["born"]
    assert "«31021964»" in after_card(read)["doubted"] and "filled" not in after_card(read)
    assert not with_card_read(FIRST | {"qr": SECOND}).misdated
