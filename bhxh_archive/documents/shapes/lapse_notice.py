"""What does the notice show that a dossier was closed because no supplement came in time?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Date, Letterhead, Moment, Signature


class LapseNotice(TypedDict):
    """Thông báo kết thúc giải quyết hồ sơ do quá hạn bổ sung."""

    letterhead: Letterhead
    to: str
    to_address: str
    dossier_number: str
    request: str
    received: Moment
    supplement_requested_on: Date
    supplement_deadline: Date
    missing: list[str]
    contact: str
    recipients: list[str]
    signature: Signature


def example() -> LapseNotice:
    """A survivor dossier that was never completed."""
    return {
        "letterhead": samples.letterhead("TB-BHXH", "32", "2026-12-15"),
        "to": "bà Phạm Thị Hường",
        "to_address": samples.applicant()["address"],
        "dossier_number": samples.NUMBER,
        "request": "Giải quyết hưởng trợ cấp tuất hằng tháng",
        "received": "2026-11-23T09:15:00+07:00",
        "supplement_requested_on": "2026-11-24",
        "supplement_deadline": "2026-12-14",
        "missing": ["Tờ khai của thân nhân (Mẫu số 09-HSB)", "Trích lục khai tử"],
        "contact": "Bộ phận Tiếp nhận và Trả kết quả, điện thoại 0225 000 0000",
        "recipients": ["Như trên", "Phòng Chế độ BHXH", "Lưu: VT, CĐBHXH"],
        "signature": samples.deputy_director(),
    }
