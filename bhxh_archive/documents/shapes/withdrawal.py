"""What does the notice show that settlement stops at the applicant's request?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Date, Letterhead, Moment, Signature


class Withdrawal(TypedDict):
    """Thông báo dừng giải quyết hồ sơ theo đề nghị của người nộp."""

    letterhead: Letterhead
    to: str
    to_address: str
    dossier_number: str
    request: str
    received: Moment
    withdrawn_on: Date
    reason: str
    returned_papers: list[str]
    contact: str
    recipients: list[str]
    signature: Signature


def example() -> Withdrawal:
    """An applicant who takes the request back."""
    return {
        "letterhead": samples.letterhead("TB-BHXH", "31", "2026-11-26"),
        "to": "bà Phạm Thị Hường",
        "to_address": samples.applicant()["address"],
        "dossier_number": samples.NUMBER,
        "request": "Giải quyết hưởng bảo hiểm xã hội một lần",
        "received": "2026-11-23T09:15:00+07:00",
        "withdrawn_on": "2026-11-25",
        "reason": "Người nộp hồ sơ bảo lưu thời gian đóng để tiếp tục tham gia bảo hiểm xã hội",
        "returned_papers": ["Sổ bảo hiểm xã hội: 01 bìa sổ, 04 tờ rời", "Đơn đề nghị (Mẫu số 14-HSB): 01 bản"],
        "contact": "Bộ phận Tiếp nhận và Trả kết quả, điện thoại 0225 000 0000",
        "recipients": ["Như trên", "Phòng Chế độ BHXH", "Lưu: VT, CĐBHXH"],
        "signature": samples.deputy_director(),
    }
