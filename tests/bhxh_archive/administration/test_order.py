"""In which order does an administrator find the people?"""

from bhxh_archive.administration import queries
from bhxh_archive.administration.reach import Reach
from bhxh_archive.models import User

EVERYWHERE = Reach(True, frozenset())


def test_people_stand_in_vietnamese_order(db: None) -> None:
    for number, name in enumerate(("Đinh Văn Ba", "Dương Thị Lan", "Ánh Hồng", "An Bình", "Đặng Văn Ân")):
        User.objects.create(username=f"u{number}", full_name=name)

    assert shown() == ["An Bình", "Ánh Hồng", "Dương Thị Lan", "Đặng Văn Ân", "Đinh Văn Ba"]
    assert shown("dang") == ["Đặng Văn Ân"]


def shown(text: str = "") -> list[str]:
    """Those of this test, as they stand among the people of the demo."""
    return [user.full_name for user in queries.users(EVERYWHERE, text) if user.username.startswith("u")]
