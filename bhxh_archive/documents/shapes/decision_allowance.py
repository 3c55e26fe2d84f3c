"""What does the decision on the monthly allowance of who has no right to a pension show?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Beneficiary, Date, Duration, Letterhead, Payment, Signature


class DecisionAllowance(TypedDict):
    """Quyết định hưởng trợ cấp hằng tháng (Law 41/2024 art 23): `total` đồng a month, `sum` for all `months`.

    `last_month` is MM/YYYY. `total_time`: what was paid for, None where it was not typed. `paid_in`: đồng that the
    person pays once, 0 for nothing.
    """

    letterhead: Letterhead
    form_code: str
    issuer: str
    legal_bases: list[str]
    person: Beneficiary
    total_time: Duration | None
    start: Date
    last_month: str
    months: int
    ground: str
    method: str
    paid_in: int
    total: int
    total_in_words: str
    sum: int
    sum_in_words: str
    payment: Payment
    executors: str
    recipients: list[str]
    signature: Signature


def example() -> DecisionAllowance:
    """Sixty months at the level of the social pension."""
    return {
        "letterhead": samples.letterhead("QĐ-BHXH", "124", "2026-11-27"),
        "form_code": "",
        "issuer": "Giám đốc Bảo hiểm xã hội thành phố Hải Phòng",
        "legal_bases": [
            "Căn cứ Luật Bảo hiểm xã hội ngày 29 tháng 6 năm 2024",
            "Căn cứ hồ sơ đề nghị hưởng chế độ của bà Phạm Thị Hường",
        ],
        "person": samples.beneficiary(),
        "total_time": {"years": 8, "months": 4},
        "start": "2026-12-01",
        "last_month": "11/2031",
        "months": 60,
        "ground": "Điều 23 Luật Bảo hiểm xã hội ngày 29 tháng 6 năm 2024",
        "method": "29.800.000 đồng tính theo thời gian đóng / 500.000 đồng = 59,6, làm tròn 60 tháng",
        "paid_in": 0,
        "total": 500000,
        "total_in_words": "năm trăm nghìn đồng",
        "sum": 30000000,
        "sum_in_words": "ba mươi triệu đồng",
        "payment": samples.payment(),
        "executors": "Trưởng phòng Kế hoạch - Tài chính, Trưởng phòng Chế độ bảo hiểm xã hội và bà Phạm Thị Hường",
        "recipients": ["Như Điều 2", "Lưu: VT, CĐBHXH, hồ sơ (02)"],
        "signature": samples.director(),
    }
