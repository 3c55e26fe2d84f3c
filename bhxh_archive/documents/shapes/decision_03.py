"""What do the decisions on allowances after a work accident or an occupational disease show (forms 03A, 03B-HSB)?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Beneficiary, Date, Duration, Letterhead, Payment, Signature
from .decision_07a import Amount


class Decision03(TypedDict):
    """Quyết định hưởng trợ cấp TNLĐ, BNN (Law 84/2015 arts 48-53); `lines` add up to `total`.

    `start`: first day of a monthly allowance, None where it is paid once. `salary`: đồng of the month before.
    """

    letterhead: Letterhead
    form_code: str
    issuer: str
    legal_bases: list[str]
    person: Beneficiary
    cause: str
    happened_on: Date | None
    board: str
    loss_percent: int
    salary: int
    fund_time: Duration
    start: Date | None
    lines: list[Amount]
    total: int
    total_in_words: str
    equipment: str
    payment: Payment
    executors: str
    recipients: list[str]
    signature: Signature


def example() -> Decision03:
    """Example T17 of the arithmetic: 40 % after ten years on 8,000,000 đồng."""
    return {
        "letterhead": samples.letterhead("QĐ-BHXH", "121", "2026-11-27"),
        "form_code": "03A-HSB",
        "issuer": "Giám đốc Bảo hiểm xã hội thành phố Hải Phòng",
        "legal_bases": [
            "Căn cứ Luật Bảo hiểm xã hội ngày 29 tháng 6 năm 2024",
            "Căn cứ Luật An toàn, vệ sinh lao động ngày 25 tháng 6 năm 2015",
            "Căn cứ hồ sơ đề nghị hưởng chế độ của bà Phạm Thị Hường",
        ],
        "person": samples.beneficiary(),
        "cause": "tai nạn lao động",
        "happened_on": "2026-06-20",
        "board": "số 15/BB-GĐYK ngày 20/7/2026",
        "loss_percent": 40,
        "salary": 8000000,
        "fund_time": {"years": 10, "months": 0},
        "start": "2026-08-01",
        "lines": [
            {"label": "Trợ cấp hằng tháng theo mức suy giảm", "formula": "(30 + 9 × 2)% × 2.530.000",
             "amount": 1214400},
            {"label": "Trợ cấp hằng tháng theo số năm đóng", "formula": "(0,5 + 9 × 0,3)% × 8.000.000",
             "amount": 256000},
        ],
        "total": 1470400,
        "total_in_words": "một triệu bốn trăm bảy mươi nghìn bốn trăm đồng",
        "equipment": "Nạng nách, thời hạn 02 năm",
        "payment": samples.payment(),
        "executors": "Trưởng phòng Kế hoạch - Tài chính, Trưởng phòng Chế độ bảo hiểm xã hội và bà Phạm Thị Hường",
        "recipients": ["Như Điều 2", "Công ty Cổ phần May mặc Đông Bắc", "Lưu: VT, CĐBHXH, hồ sơ (02)"],
        "signature": samples.director(),
    }  # fmt: skip
