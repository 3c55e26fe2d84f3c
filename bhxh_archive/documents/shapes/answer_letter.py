"""What does the written answer show when a benefit is not granted?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Letterhead, Moment, Signature


class NonSettlementReason(TypedDict):
    """One reason and the law it rests on."""

    text: str
    legal_ground: str


class AnswerLetter(TypedDict):
    """Văn bản trả lời không giải quyết: an official letter with reasons, always in writing.

    `to` names the addressee in full, `address` is how the closing words speak to that person; `receiver` is the office
    that took the dossier in.
    """

    letterhead: Letterhead
    about: str
    to: str
    to_address: str
    dossier_number: str
    request: str
    receiver: str
    received: Moment
    findings: list[str]
    reasons: list[NonSettlementReason]
    guidance: list[str]
    address: str
    complaint: str
    recipients: list[str]
    signature: Signature


def example() -> AnswerLetter:
    """A pension that starts only after fifteen full years."""
    return {
        "letterhead": samples.letterhead("BHXH-CĐBHXH", "208", "2026-12-04"),
        "about": "V/v trả lời đề nghị hưởng chế độ hưu trí hằng tháng",
        "to": "ông H'Wi Ayun K'Brêu",
        "to_address": "Buôn Mẫu, xã Ea Mẫu, tỉnh Đắk Lắk",
        "dossier_number": samples.NUMBER,
        "request": "Giải quyết hưởng lương hưu đối với người tham gia bảo hiểm xã hội bắt buộc",
        "receiver": samples.slip_head()["parent"],
        "received": "2026-11-23T09:15:00+07:00",
        "findings": [
            "Tổng thời gian đóng bảo hiểm xã hội của ông đến hết tháng 10 năm 2026 là 14 năm 11 tháng.",
            "Ông đủ 61 tuổi 6 tháng vào ngày 15 tháng 11 năm 2026.",
        ],
        "reasons": [
            {
                "text": "Chưa đủ 15 năm đóng bảo hiểm xã hội bắt buộc; tháng lẻ không được làm tròn khi xét điều kiện "
                "hưởng lương hưu.",
                "legal_ground": "khoản 1 Điều 64 và khoản 6 Điều 5 Luật Bảo hiểm xã hội số 41/2024/QH15",
            }
        ],
        "guidance": [
            "Ông được đóng một lần cho 01 tháng còn thiếu tại cơ quan bảo hiểm xã hội nơi cư trú.",
            "Sau khi đóng đủ, ông nộp lại đơn đề nghị (Mẫu số 14-HSB); không phải nộp lại các giấy tờ đã nộp.",
        ],
        "address": "ông",
        "complaint": "Nếu không đồng ý với nội dung trả lời, ông có quyền khiếu nại theo quy định của pháp luật về "
        "khiếu nại.",
        "recipients": ["Như trên", "BHXH cơ sở Hồng Bàng", "Lưu: VT, CĐBHXH"],
        "signature": samples.deputy_director(),
    }
