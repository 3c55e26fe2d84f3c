"""Is a record laid beside what is registered, and only a real difference marked?"""

from __future__ import annotations

import pytest

from intake.models import Person
from intake.rules.comparing import compared, differences

LAN = {"full_name": "Đỗ Thị Lan", "birth_year": 1970, "birth_month": 9, "birth_day": 2, "sex": "F",
       "personal_id": "031170000456"}  # fmt: skip


@pytest.mark.parametrize(
    ("label", "value", "differs"),
    [
        ("Họ và tên", "ĐỖ THỊ  LAN", False), ("Họ và tên", "Đỗ Thị Lân", True), ("Giới tính", "nữ", False),
        ("Ngày sinh", "02/09/1970", False), ("Ngày sinh", "1970-09-02", False), ("Năm sinh", "1970", False),
        ("Ngày sinh", "03/09/1970", True), ("Số CCCD", "031 170 000 456", False), ("Số CCCD", "031170000457", True),
        ("Mã số BHXH", "031170000456", False), ("Mã số BHXH", "3106000456", False), ("Đóng đến", "12/2024", False),
    ],
)  # fmt: skip
def test_what_both_sides_say(label: str, value: str, differs: bool) -> None:
    assert bool(differences([(label, value)], Person(**LAN))) == differs


def test_what_only_the_dossier_says_stands_below_and_nobody_is_compared_with_nobody() -> None:
    lines = compared([("Họ và tên", "Đỗ Thị Lan"), ("Đóng đến", "12/2024")], Person(**LAN))

    assert [(row.label, row.said, row.registered) for row in lines[2:]] == [
        ("Ngày sinh", "", "02/09/1970"), ("Số định danh cá nhân", "", "031170000456"),
    ]  # fmt: skip
    assert not differences([("Họ và tên", "Ai đó")], None)
