"""Are names in VNI told and read, syllable by syllable, and do names of every people pass?"""

import pytest

from bhxh_archive.text.old_fonts import from_vni, garbled_name, in_vni
from tests.bhxh_archive.text.test_keystrokes import NAMES, PLACES

VNI = (
    """
Nguyeãn Vaên A=Nguyễn Văn A|TRAÀN THÒ HOÀNG=TRẦN THỊ HỒNG|Leâ Thò Ñaøo=Lê Thị Đào|Phaïm Thò Höôøng=Phạm Thị Hường
Ñaëng Ngoïc Huyeàn=Đặng Ngọc Huyền|Vuõ Ñöùc Thònh=Vũ Đức Thịnh|Buøi Quyù=Bùi Quý|Hoaøng Höõu Nghóa=Hoàng Hữu Nghĩa
ÑOÃ THÒ THUØY=ĐỖ THỊ THÙY|Ñinh Thanh Mai=Đinh Thanh Mai|Lyù=Lý|Huyønh Thaûo Nguyeân=Huỳnh Thảo Nguyên|Haù=Há
Löông Bích Vaân=Lương Bích Vân|Döông Kyø=Dương Kỳ|Phuøng Meï=Phùng Mẹ|Voõ Thuûy Tieân=Võ Thủy Tiên|AÙnh=Ánh
Y Khieâm Nieâ=Y Khiêm Niê|A Laêng Bình=A Lăng Bình|Traàn Quoác Vieät=Trần Quốc Việt|Ngoâ Nhaõ=Ngô Nhã|Taï Leõ=Tạ Lẽ
Toâ Hieäu=Tô Hiệu|Cuø Huy Caän=Cù Huy Cận|Baûo Ñaïi=Bảo Đại|Giaùp Vaên Cöông=Giáp Văn Cương|Ñöôøng=Đường
""".strip()
    .replace("\n", "|")
    .split("|")
)
SOUND = (
    """
Y Krông|K'Brêu|A Lăng Bình|Alăng Thị Măng|Y Ñut Niê|H'Ñoan Êban|Y Ñuê|Aê Diê|Lò Thị Ước|Hoà|Hoá|Thuỷ|Thuý|Võ Hoàng Loan
Voòng Cỏn Sềnh|Voõng Bảo|Bão|Hão|Lẽo|Khuất Duy Toàn|Nguyễn Ngọc Toán|Phùng Thị Khoán|TRẦN THỊ HOÀNG|HỒ THỊ HOÁ
José Núñez|Peña|Noël|Loïc Nguyen|Naïm|João|Conceição|Müller|Björn|Gaël|Anaïs|Zoé|Renée|Jérôme|Saïd|Øystein|Åsa
Hà|Hò|Nghì|Ý Nhi|Ô Thị Ơn|Ủ|Bùi Ổn|Đỗ Ỉ|Kpă Ñôl|Rơ Ô Bhung|Rcom H'Ñiu|Ksor Ñơ|Điểu K'Rứt|Cil Múp Ha Kriêng|Păng Ting Sin
""".strip()
    .replace("\n", "|")
    .split("|")
)


@pytest.mark.parametrize("pair", VNI)
def test_a_name_in_vni_is_told_and_read(pair: str) -> None:
    typed, meant = pair.split("=")
    assert from_vni(typed) == meant
    assert garbled_name(typed).endswith(f": có phải «{meant}»")
    assert garbled_name(typed.upper()).endswith(f": có phải «{meant.upper()}»")


@pytest.mark.parametrize("name", [*SOUND, *NAMES, *PLACES])
def test_a_name_or_place_of_any_people_passes(name: str) -> None:
    assert not garbled_name(name) and not garbled_name(name.upper())


@pytest.mark.parametrize("name", ["NguyÔn V¨n B×nh", "Ngô ?ăn L?ch", "Lª V¨n A", "Nguyá»…n"])
def test_other_signs_are_told_without_a_reading(name: str) -> None:
    assert garbled_name(name).endswith("hoặc mất chữ")


@pytest.mark.parametrize("word", ["Aáỹ", "aÁ", "Đaân"])
def test_letters_that_vni_cannot_hold_or_never_mixes_are_sound(word: str) -> None:
    assert not in_vni(word)
