"""What does the letter show that apologises for a late result and names the new day (form 04)?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Letterhead, Moment, Signature


class Apology(TypedDict):
    """Phiếu xin lỗi và hẹn lại ngày trả kết quả; one re-appointment only."""

    letterhead: Letterhead
    to: str
    to_address: str
    dossier_number: str
    request: str
    received: Moment
    due: Moment
    reason: str
    new_due: Moment
    contact: str
    recipients: list[str]
    signature: Signature


def example() -> Apology:
    """A late pension dossier."""
    return {
        "letterhead": samples.letterhead("PXL-BHXH", "12", "2026-12-14"),
        "to": "bà Phạm Thị Hường",
        "to_address": samples.applicant()["address"],
        "dossier_number": samples.NUMBER,
        "request": "Giải quyết hưởng lương hưu đối với người tham gia bảo hiểm xã hội bắt buộc",
        "received": "2026-11-23T09:15:00+07:00",
        "due": "2026-12-14T17:00:00+07:00",
        "reason": "Chưa nhận được kết quả xác minh thời gian công tác trước năm 1995 của đơn vị cũ.",
        "new_due": "2026-12-21T17:00:00+07:00",
        "contact": "Phòng Chế độ BHXH, điện thoại 0225 000 0000",
        "recipients": ["Như trên", "BHXH cơ sở Hồng Bàng", "Lưu: VT, CĐBHXH"],
        "signature": samples.deputy_director(),
    }
