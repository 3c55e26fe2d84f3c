"""What does the decision on the maternity allowance of who paid voluntarily show?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Beneficiary, Date, Letterhead, Payment, Signature


class DecisionMaternity(TypedDict):
    """Quyết định hưởng trợ cấp thai sản (Law 41/2024 arts 94-95); `months_paid` of the twelve before the birth."""

    letterhead: Letterhead
    form_code: str
    issuer: str
    legal_bases: list[str]
    person: Beneficiary
    born_on: Date
    children: int
    months_paid: int
    formula: str
    total: int
    total_in_words: str
    payment: Payment
    executors: str
    recipients: list[str]
    signature: Signature


def example() -> DecisionMaternity:
    """Twins of August 2026; a decision that had counted one child is replaced."""
    return {
        "letterhead": {
            **samples.letterhead("QĐ-BHXH", "123", "2026-11-27"),
            "replaces": "Quyết định số 98/QĐ-BHXH ngày 05/11/2026 của Bảo hiểm xã hội thành phố Hải Phòng",
            "replaced_because": "Ghi thiếu một con sinh đôi",
        },
        "form_code": "",
        "issuer": "Giám đốc Bảo hiểm xã hội thành phố Hải Phòng",
        "legal_bases": [
            "Căn cứ Luật Bảo hiểm xã hội ngày 29 tháng 6 năm 2024",
            "Căn cứ hồ sơ đề nghị hưởng chế độ của bà Phạm Thị Hường",
        ],
        "person": samples.beneficiary(),
        "born_on": "2026-08-05",
        "children": 2,
        "months_paid": 9,
        "formula": "2.000.000 × 2 con",
        "total": 4000000,
        "total_in_words": "bốn triệu đồng",
        "payment": samples.payment(),
        "executors": "Trưởng phòng Kế hoạch - Tài chính, Trưởng phòng Chế độ bảo hiểm xã hội và bà Phạm Thị Hường",
        "recipients": ["Như Điều 2", "Lưu: VT, CĐBHXH, hồ sơ (02)"],
        "signature": samples.director(),
    }
