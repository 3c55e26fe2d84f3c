"""What does the decision show that changes a monthly amount?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Beneficiary, Date, Letterhead, Payment, Signature


class DecisionRevision(TypedDict):
    """Quyết định điều chỉnh mức hưởng: from `start` on `total` in place of `before`, đồng a month.

    `settled`: đồng of arrears or recovered, as `settled_label` says; 0 and "" where nothing is owed either way. `line`:
    whose amount it is of a decision that pays several relatives, from 1; not printed, 0 where there are no lines.
    `received_by`: who receives it for a child, "" where the person does.
    """

    letterhead: Letterhead
    form_code: str
    issuer: str
    legal_bases: list[str]
    person: Beneficiary
    allowance: str
    earlier: str
    line: int
    reason: str
    ground: str
    start: Date
    before: int
    total: int
    total_in_words: str
    settled_label: str
    settled_formula: str
    settled: int
    settled_in_words: str
    received_by: str
    payment: Payment
    executors: str
    recipients: list[str]
    signature: Signature


def example() -> DecisionRevision:
    """A pension raised after a period was confirmed later; four months were paid at the old amount."""
    return {
        "letterhead": samples.letterhead("QĐ-BHXH", "122", "2026-11-27"),
        "form_code": "",
        "issuer": "Giám đốc Bảo hiểm xã hội thành phố Hải Phòng",
        "legal_bases": [
            "Căn cứ Luật Bảo hiểm xã hội ngày 29 tháng 6 năm 2024",
            "Căn cứ hồ sơ đề nghị hưởng chế độ của bà Phạm Thị Hường",
        ],
        "person": samples.beneficiary(),
        "allowance": "lương hưu hằng tháng",
        "earlier": "số 05/QĐ-BHXH ngày 05/6/2026",
        "line": 0,
        "reason": "Bổ sung thời gian đóng từ 01/2003 đến 12/2004 theo văn bản xác nhận",
        "ground": "Điều 72 Luật Bảo hiểm xã hội ngày 29 tháng 6 năm 2024",
        "start": "2026-06-01",
        "before": 3783135,
        "total": 3900000,
        "total_in_words": "ba triệu chín trăm nghìn đồng",
        "settled_label": "Truy lĩnh",
        "settled_formula": "(3.900.000 - 3.783.135) × 4 tháng",
        "settled": 467460,
        "settled_in_words": "bốn trăm sáu mươi bảy nghìn bốn trăm sáu mươi đồng",
        "received_by": "",
        "payment": samples.payment(),
        "executors": "Trưởng phòng Kế hoạch - Tài chính, Trưởng phòng Chế độ bảo hiểm xã hội và bà Phạm Thị Hường",
        "recipients": ["Như Điều 2", "Lưu: VT, CĐBHXH, hồ sơ (02)"],
        "signature": samples.director(),
    }
