"""What does the slip show that follows a dossier from desk to desk (form 05)?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Moment, SlipHead


class Hop(TypedDict):
    """One hand-over; timing is the printed judgement: Trước hạn, Đúng hạn, Quá hạn, or "" while open."""

    from_unit: str
    from_person: str
    to_unit: str
    to_person: str
    handed_at: Moment
    due: Moment | None
    timing: str
    remark: str


class ControlSlip(TypedDict):
    """Phiếu kiểm soát quá trình giải quyết hồ sơ. `promised` is the day of an apology, `told` that of the
    receipt where the law's has moved since with the calendar; `due` stays beside them. `missed` says
    which day had passed before the time was stopped, or ""."""

    head: SlipHead
    applicant: str
    request: str
    received: Moment
    due: Moment
    promised: Moment | None
    told: Moment | None
    missed: str
    hops: list[Hop]


def example() -> ControlSlip:
    """A pension dossier that went round the whole office."""
    desks = [
        ("Bộ phận Tiếp nhận và Trả kết quả", "Lê Hoàng Yến"),
        ("Phòng Chế độ BHXH", "Đặng Văn Bình"),
        ("Lãnh đạo Phòng Chế độ BHXH", "Vũ Thị Thanh Huyền"),
        ("Lãnh đạo Bảo hiểm xã hội thành phố", "Nguyễn Thị Ngọc Khuê"),
        ("Văn thư", "Ngô Bảo Châu Anh"),
        ("Bộ phận Tiếp nhận và Trả kết quả", "Lê Hoàng Yến"),
    ]
    hops: list[Hop] = [
        {
            "from_unit": giver[0],
            "from_person": giver[1],
            "to_unit": taker[0],
            "to_person": taker[1],
            "handed_at": f"2026-11-{23 + i:02}T{8 + i:02}:30:00+07:00",
            "due": f"2026-11-{24 + i:02}T17:00:00+07:00",
            "timing": ("Trước hạn", "Đúng hạn", "Quá hạn")[i % 3],
            "remark": "Chờ xác minh thời gian công tác" if i == 2 else "",
        }
        for i, (giver, taker) in enumerate(zip(desks, desks[1:], strict=False))
    ]
    return {
        "head": samples.slip_head(),
        "applicant": "Phạm Thị Hường",
        "request": "Giải quyết hưởng lương hưu đối với người tham gia bảo hiểm xã hội bắt buộc",
        "received": "2026-11-23T09:15:00+07:00",
        "due": "2026-12-14T17:00:00+07:00",
        "promised": None,
        "told": None,
        "missed": "",
        "hops": hops,
    }
