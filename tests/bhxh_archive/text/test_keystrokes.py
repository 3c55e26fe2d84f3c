"""Are keys of an input method told from names, syllable by syllable, and do names of every people pass?"""

import pytest

from bhxh_archive.text.keystrokes import name_typed_out, typed_out

KEYS = (
    """
Lê Vawn Bes|Leê Vawn Bes|Lê Văn Bes|Nguyễn Vawn Dungx|NGUYEENX VAWN AN|Tran Vawn Bif|Nguyeenx Thij Hof|Nguyenx Thi Hoa
Lee Văn An|Trần Thị Huwowngf|Trần Thị Hưowng|DDinh Văn An|Đặng Dđinh|Vanw An|Buwowri|Nguyễnx An|Trần Thajch|Hoaf
Dduwcs|Lê Quyeetj|Phajm Văn Quangr|Nguyê4n Va8n An|Lê Thi5nh|Vux Thij Xuaan|Nguyễn Thị Ngas|Trần Gias Bảo|Hoàng Yeens
Nguyeenx Max|Lee Trần An|Nguyeenx Lê|Ksor Vawn
""".strip()
    .replace("\n", "|")
    .split("|")
)
NAMES = (
    """
H'Hen Niê|H’Hen Niê|Y Moan Ênuôl|K'sor|K'Sor Nham|Ksor H'Bir|Ksor Ler|Y Ler Niê|H Ler Êban|Y Win Niê|A Bis|K Brửu
Wang|Wang Wei|Sophia|Sofia Nguyen|Maria Nguyen|Mary Nguyen|James Trần|Felix Trần|Alexander|Lucas|Thomas|Howard|Andrew
Lò Văn Moong|Voòng A Sáng|Rơ Châm|Kpă Klơr|Krajan Plin|Kra Jăn Jar|Zơrâm Bhlar|Bhnướch|Arất Blúi|Rmah|Siu Black|Rahlan
Đơng Gur Brim|Vừ Mí Già|Giàng A Páo|Sùng Seo Phứ|Thạch Sàrây|Danh Út|Néang Sóc Kha|Danh Sà Rây|Chamaléa|Katơr|Pinăng
Đỗ Xuân Xoan|Nguyễn Thị Xuyến|Quách Quỳnh|Phùng Khuya|Nguyễn Thùy Uyên|Hoà|Thuý|Gì|Giềng|Khuỷu|Ngoằn Ngoèo|Rượu
Trần Thị Gái|Lê Y|Ỷ Lan|Nguyen Van An|An|Ông Ích Khiêm|Huỳnh Thuở|Nguyễn Quý Quyền|Nguyễn Đăk
Max Nguyen|Max|Rex Trần|Nguyễn Max|Lee|Lee Nguyen|Blúp Dơơi|Dơơi|Lê Dơơi|Zơrâm Coor
""".strip()
    .replace("\n", "|")
    .split("|")
)
PLACES = (
    """
Đắk Lắk|Krông Jing, M'Đrắk|Ea Sar, Ea Kar|Ea Tir, Ea H'leo|Ia Der|Cư M'gar|Kon Tum|Hơ Moong|Đăk Pxi|Ea Wer|Ea Wy
Lô A2, CT2, khu B12|Số 5 ngõ Mẫu, Hải Phòng|12A/3 Tổ 5, P12, Q1|KCN Linh Trung|Thôn3, Xã Quài Cang|A xan, Tây Giang
Tòa Park Hill, Times City|Buôn Ma Thuột|Tả Phìn|Xín Mần|Xã Sa Loong|Ayun Pa|Chợ Rẫy
""".strip()
    .replace("\n", "|")
    .split("|")
)


@pytest.mark.parametrize("name", KEYS)
def test_keys_are_told(name: str) -> None:
    assert name_typed_out(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_any_people_passes(name: str) -> None:
    assert not name_typed_out(name)
    assert not name_typed_out(name.upper())


@pytest.mark.parametrize("place", PLACES)
def test_a_place_passes(place: str) -> None:
    assert not typed_out(place)


@pytest.mark.parametrize("address", ["Soos 9, Leej Chaan", "Số 9, Leej Chân", "Số 9, Le6 Cha6n", "Haif Phòng"])
def test_keys_in_an_address_are_told(address: str) -> None:
    assert typed_out(address)
