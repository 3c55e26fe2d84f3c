"""What does the decision on the one-time benefit show (form 07B-HSB)?"""

from __future__ import annotations

from typing import NotRequired, TypedDict

from . import samples
from .common import Beneficiary, Duration, Letterhead, Number, Payment, Signature


class Part(TypedDict):
    """One part of the benefit: its time, the years it counts for, its factor a year, and its amount in đồng."""

    label: str
    months: int
    years: Number
    factor: Number
    amount: int


class Decision07B(TypedDict):
    """Quyết định hưởng bảo hiểm xã hội một lần (Law 41/2024 art 70).

    `exact_average` is the average with its decimals where it has any: the parts are computed from it, and a reader
    multiplies anew. `moved` is a sentence on odd months that count after 2014. Under one year there are no parts, and
    `under_year` is the formula instead. Each is "" where it does not apply.
    """

    letterhead: Letterhead
    form_code: str
    issuer: str
    legal_bases: list[str]
    person: Beneficiary
    ground: str
    total_time: Duration
    average: int
    parts: list[Part]
    exact_average: NotRequired[str]
    moved: str
    under_year: str
    state_support: int | None
    regional_allowance: int | None
    total: int
    total_in_words: str
    payment: Payment
    executors: str
    recipients: list[str]
    signature: Signature


def example() -> Decision07B:
    """Example T9 of the arithmetic: 31 months before 2014, 64 after."""
    return {
        "letterhead": samples.letterhead("QĐ-BHXH", "117", "2026-11-27"),
        "form_code": "07B-HSB",
        "issuer": "Giám đốc Bảo hiểm xã hội thành phố Hải Phòng",
        "legal_bases": [
            "Căn cứ Luật Bảo hiểm xã hội số 41/2024/QH15 ngày 29 tháng 6 năm 2024",
            "Căn cứ Nghị định số 158/2025/NĐ-CP của Chính phủ quy định chi tiết và hướng dẫn thi hành một số điều của "
            "Luật Bảo hiểm xã hội về bảo hiểm xã hội bắt buộc",
            "Căn cứ Quyết định quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Bảo hiểm xã hội tỉnh",
            "Căn cứ hồ sơ đề nghị hưởng bảo hiểm xã hội một lần của bà Phạm Thị Hường",
        ],
        "person": samples.beneficiary(),
        "ground": "Sau 12 tháng không thuộc đối tượng tham gia bảo hiểm xã hội, có thời gian đóng trước ngày "
        "01 tháng 7 năm 2025 và chưa đủ 20 năm đóng",
        "total_time": {"years": 7, "months": 11},
        "average": 5886316,
        "parts": [
            {"label": "Trước ngày 01/01/2014", "months": 31, "years": "2", "factor": "1.5", "amount": 17658947},
            {"label": "Từ ngày 01/01/2014", "months": 64, "years": "6", "factor": "2", "amount": 70635789},
        ],
        "exact_average": "5.886.315,7895",
        "moved": "07 tháng lẻ đóng trước ngày 01/01/2014 được chuyển sang thời gian đóng từ ngày 01/01/2014: "
        "64 + 7 = 71 tháng.",
        "under_year": "",
        "state_support": None,
        "regional_allowance": None,
        "total": 88294737,
        "total_in_words": "tám mươi tám triệu hai trăm chín mươi tư nghìn bảy trăm ba mươi bảy đồng",
        "payment": samples.payment(),
        "executors": "Trưởng phòng Kế hoạch - Tài chính, Trưởng phòng Chế độ bảo hiểm xã hội, Giám đốc Bảo hiểm xã hội "
        "cơ sở Hồng Bàng và bà Phạm Thị Hường",
        "recipients": ["Như Điều 2", "BHXH cơ sở Hồng Bàng", "Lưu: VT, CĐBHXH, hồ sơ (02)"],
        "signature": samples.director(),
    }
