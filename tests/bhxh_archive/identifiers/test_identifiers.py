"""Are doubtful identifiers noticed, private ones masked, cards read, and mistyped dossier numbers caught?"""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bhxh_archive.identifiers import (
    Sex,
    check_character,
    check_insurance_number,
    check_personal_id,
    check_phone,
    is_valid_number,
    mask,
    parse_card_qr,
)

numbers = st.text(alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=25)


def codes(warnings: list) -> list[str]:
    return [warning.code for warning in warnings]


def test_a_sound_personal_id_raises_nothing() -> None:
    assert check_personal_id("079166001234", "F", 1966) == []
    assert check_personal_id("001204001234", "M", 2004) == []
    assert check_personal_id("079166001234") == []
    assert check_personal_id("102066001234", "M", 1966) == []  # born abroad: country code


@pytest.mark.parametrize(
    ("value", "sex", "year", "expected"),
    [
        ("07916600123", "F", 1966, ["PERSONAL_ID_FORMAT"]),
        ("07916600123x", None, None, ["PERSONAL_ID_FORMAT"]),
        ("٠٧٩١٦٦٠٠١٢٣٤", None, None, ["PERSONAL_ID_FORMAT"]),
        ("079166001234", "M", 1966, ["PERSONAL_ID_SEX"]),
        ("079166001234", "F", 1967, ["PERSONAL_ID_YEAR"]),
        ("003166001234", "F", 1966, ["PERSONAL_ID_PLACE"]),
        ("000066001234", "F", 1999, ["PERSONAL_ID_PLACE", "PERSONAL_ID_SEX", "PERSONAL_ID_YEAR"]),
    ],
)
def test_doubtful_personal_ids_warn(value: str, sex: Sex | None, year: int | None, expected: list[str]) -> None:
    assert codes(check_personal_id(value, sex, year)) == expected


def test_an_insurance_number_has_ten_digits_or_is_the_personal_id() -> None:
    assert check_insurance_number("7912345678") == [] == check_insurance_number("079166001234")
    assert codes(check_insurance_number("791234567")) == ["INSURANCE_NUMBER_FORMAT"]


def test_masks_show_enough_to_recognise_and_no_more() -> None:
    assert mask("079085001234") == "079***1234"
    assert mask("1234567") == "***" == mask("")


@given(st.text(alphabet="0123456789", max_size=20))
def test_a_mask_never_shows_a_whole_number(value: str) -> None:
    assert value == "" or value not in mask(value)


@pytest.mark.parametrize(
    "value", ["0912345678", "0912 345 678", "(0225) 384.1234", "+84 912-345-678", "+8562012345678"]
)
def test_a_sound_telephone_number_raises_nothing(value: str) -> None:
    assert check_phone(value) == []


@pytest.mark.parametrize("value", ["abc", "912345678", "091234567", "0912345678x", "٠٩١٢٣٤٥٦٧٨"])
def test_an_odd_telephone_number_is_worth_a_look(value: str) -> None:
    assert codes(check_phone(value)) == ["PHONE_FORMAT"]


def test_a_card_is_read() -> None:
    card = parse_card_qr("079166001234|023456789|TRẦN THỊ BƯỞI|05021966|Nữ|12 Lê Lợi, Bến Nghé, Quận 1|10052021\n")
    assert (card.personal_id, card.old_id, card.full_name) == ("079166001234", "023456789", "TRẦN THỊ BƯỞI")
    assert (card.birth_date, card.sex, card.issued_on) == (date(1966, 2, 5), "F", date(2021, 5, 10))
    assert card.address == "12 Lê Lợi, Bến Nghé, Quận 1"
    assert card.name_is_sound


def test_a_card_without_old_number_and_with_more_fields_is_read() -> None:
    card = parse_card_qr("066204001234||Y MOAN ÊNUÔL|31122004|Nam|Buôn Ma Thuột|01072024|||")
    assert (card.old_id, card.full_name, card.sex) == ("", "Y MOAN ÊNUÔL", "M")


@pytest.mark.parametrize("name", ["Trần Văn Đức", "trần văn đức", "H’Hen Niê", "Nguyễn Thị A-na", "Lê Văn Tám"])
def test_a_name_written_as_in_a_sentence_is_read(name: str) -> None:
    card = parse_card_qr(f"031065000124||{name}|12061965|Nam|Số 5 ngõ Mẫu, Hải Phòng|01012022")
    assert (card.full_name, card.address) == (name, "Số 5 ngõ Mẫu, Hải Phòng")
    assert card.name_is_sound


def test_a_name_without_marks_is_read_beside_an_address_that_kept_its_own() -> None:
    card = parse_card_qr("066204001234||Y Moan|31122004|Nam|Buôn Ma Thuột|01072024")
    assert card.full_name == "Y Moan"


@pytest.mark.parametrize(
    "name",
    [
        "TR?N TH? B??I",
        "TRA62N THI5",
        "TRÃ\u0087N THá»\u008a",
        "Tran Thi",
        "TRAN THI",
        "TR\ufffdN",
        "TRầN THị",
        "Tra6n",
        "",
    ],
)
def test_a_mangled_name_is_left_empty(name: str) -> None:
    card = parse_card_qr(f"079166001234|023456789|{name}|05021966|N?|12 L? L?i|10052021")
    assert not card.name_is_sound
    assert (card.full_name, card.address, card.sex) == ("", "", None)
    assert card.birth_date == date(1966, 2, 5)


def test_what_may_be_spoilt_is_kept_apart_as_it_came() -> None:
    card = parse_card_qr("064079001234||Siu Black|05021979|Nam|Gia Lai|10052021")
    assert (card.full_name, card.address, card.doubted) == ("", "", "«Siu Black», «Gia Lai»")
    assert parse_card_qr(SCANNED.format(name="TRẦN THỊ BƯỞI", sex="Nữ")).doubted == ""


@pytest.mark.parametrize("address", ["x", "12 L", "Hà Nội", ""])
def test_a_name_of_one_letter_is_taken_whatever_so_short_an_address_has_for_marks(address: str) -> None:
    assert parse_card_qr(f"066204001234||Y|31122004|Nam|{address}|01072024").full_name == "Y"


SCANNED = "079166001234|023456789|{name}|05021966|{sex}|Số 12 Lê Lợi, Bến Nghé|10052021"


@pytest.mark.parametrize(
    "name", ["TRẦN THIJ BƯỞI", "NGUYEENX THỊ HOA", "TRẦN THỊ HUWONGF", "ĐẶNG DDINH", "LÊ VAAN", "Lê Vawn Bes"]
)
def test_tone_keys_left_in_a_name_are_noticed(name: str) -> None:
    card = parse_card_qr(SCANNED.format(name=name, sex="Nữ"))
    assert (card.full_name, card.name_is_sound, card.personal_id) == ("", False, "079166001234")


def test_keys_left_in_the_address_alone_give_the_damage_away() -> None:
    card = parse_card_qr("031085008888||Lê Văn Bé|02021985|Nam|Soos 9, Leej Chaan|01052021")
    assert (card.full_name, card.address, card.doubted) == ("", "", "«Lê Văn Bé», «Soos 9, Leej Chaan»")


@pytest.mark.parametrize(
    "name",
    [
        "LÒ VĂN MOONG",
        "KSOR H'BIR",
        "Y WIN NIÊ",
        "RƠ CHÂM",
        "ĐỖ XUÂN",
        "PHÙNG",
        "KPĂ KLƠR",
        "Y NGŬK NIÊ KDĂM",
        "RMAH JŬK",
        "Siu Čĭnh",
        "Y ƀhiŏ",
        "KSOR LƠ\u0306",
    ],
)
def test_rare_names_are_no_damage(name: str) -> None:
    assert parse_card_qr(SCANNED.format(name=name, sex="Nữ")).full_name == name


@pytest.mark.parametrize("sign", "`´ʼ‘")
def test_a_sign_for_an_apostrophe_is_read_as_one_and_the_key_of_a_tone_is_not(sign: str) -> None:
    assert parse_card_qr(SCANNED.format(name=f"H{sign}LƯ\u0306K NIÊ", sex="Nữ")).full_name == "H'LƯ\u0306K NIÊ"
    assert not parse_card_qr(SCANNED.format(name=f"A{sign}NH VA{sign}N", sex="Nữ")).name_is_sound


@pytest.mark.parametrize("sex", ["Nu", "Nuwx", "N?", "Nũ"])
def test_a_sex_that_is_no_word_gives_the_damage_away(sex: str) -> None:
    card = parse_card_qr(SCANNED.format(name="TRẦN THỊ BƯỞI", sex=sex))
    assert (card.name_is_sound, card.birth_date) == (False, date(1966, 2, 5))


@pytest.mark.parametrize("bar", ["\\", "~", "¦"])
def test_another_sign_for_the_bar_leaves_digits_and_dates(bar: str) -> None:
    card = parse_card_qr(SCANNED.format(name="TRẦN THỊ BƯỞI", sex="Nữ").replace("|", bar))
    assert (card.personal_id, card.old_id, card.full_name) == ("079166001234", "023456789", "")
    assert (card.birth_date, card.issued_on) == (date(1966, 2, 5), date(2021, 5, 10))


@pytest.mark.parametrize("text", ["", "hello", "079166001234", "https://example.vn/?a=1", "123|456|A|B|C|D|E"])
def test_other_codes_are_no_card(text: str) -> None:
    with pytest.raises(ValueError, match="citizen card"):
        parse_card_qr(text)


def test_check_character_of_the_standard() -> None:
    """Published examples of ISO 7064 MOD 37,36: GRid A1-2425G-ABC1234002-M (registrant recordings)."""
    assert check_character("A12425GABC1234002") == "M"
    assert is_valid_number("A1-2425G-ABC1234002-M")


@given(numbers)
def test_a_number_with_its_check_character_is_valid(base: str) -> None:
    assert is_valid_number(base + check_character(base))


@given(numbers, st.data())
def test_every_single_wrong_character_is_caught(base: str, data: st.DataObject) -> None:
    number = base + check_character(base)
    place = data.draw(st.integers(0, len(number) - 1))
    wrong = data.draw(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    assume(wrong != number[place])
    assert not is_valid_number(number[:place] + wrong + number[place + 1 :])


def test_swapped_neighbours_in_a_dossier_number_are_caught_but_for_a_few() -> None:
    """Over the numbers of one day, in the shape that is printed on cover sheets."""
    tried = missed = 0
    for serial in range(0, 10_000, 7):
        number = f"G129931261122{serial:04d}"
        number += check_character(number)
        for place in range(len(number) - 1):
            swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
            tried += swapped != number
            missed += swapped != number and is_valid_number(swapped)
    assert missed < tried / 100


def test_separators_and_case_do_not_matter() -> None:
    sign = check_character("G12.99.31-261122-0001")
    assert sign == check_character("g1299312611220001")
    assert is_valid_number(f"g12.99.31-261122-0001-{sign.lower()}")


def test_nothing_to_check() -> None:
    assert not is_valid_number("")
    assert not is_valid_number("7")
    with pytest.raises(ValueError, match="letters or digits"):
        check_character("--")
