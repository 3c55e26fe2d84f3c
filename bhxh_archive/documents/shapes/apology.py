"""What does the letter show that apologises for a late result and names the new day (form 04)?"""

from __future__ import annotations

from . import notice
from .common import Moment


class Apology(notice.Notice):
    """Phiếu xin lỗi và hẹn lại ngày trả kết quả. `due` was promised until now, `statutory` is the day by the law: it
    never moves, and is named where a second apology puts off a day that was put off already."""

    due: Moment
    statutory: Moment
    reason: str
    new_due: Moment


def example() -> Apology:
    """A late pension dossier."""
    request = "Giải quyết hưởng lương hưu đối với người tham gia bảo hiểm xã hội bắt buộc"
    return {
        **notice.example("PXL-BHXH", "12", "2026-12-14", request),
        "due": "2026-12-14T17:00:00+07:00",
        "statutory": "2026-12-14T17:00:00+07:00",
        "reason": "Chưa nhận được kết quả xác minh thời gian công tác trước năm 1995 của đơn vị cũ.",
        "new_due": "2026-12-21T17:00:00+07:00",
    }
