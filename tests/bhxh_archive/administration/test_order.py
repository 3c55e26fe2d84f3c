"""In which order does an administrator find the people?"""

from bhxh_archive.administration import queries
from bhxh_archive.administration.reach import Reach
from bhxh_archive.models import User

EVERYWHERE = Reach(True, frozenset())


def test_people_stand_in_vietnamese_order(db: None) -> None:
    for number, name in enumerate(("Đinh Văn Ba", "Dương Thị Lan", "Ánh Hồng", "An Bình", "Đặng Văn Ân")):
        User.objects.create(username=f"u{number}", full_name=name)

    assert [user.full_name for user in queries.users(EVERYWHERE)] == [
        "An Bình", "Ánh Hồng", "Dương Thị Lan", "Đặng Văn Ân", "Đinh Văn Ba",
    ]  # fmt: skip
    assert [user.full_name for user in queries.users(EVERYWHERE, "dang")] == ["Đặng Văn Ân"]
