"""What does the decision show by which a monthly benefit rests, or is paid again?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Beneficiary, Date, Letterhead, Payment, Signature


class DecisionSuspension(TypedDict):
    """Quyết định tạm dừng, tiếp tục hưởng (Law 41/2024 art. 75): `act` is what happens from `start` on, `benefit` what
    rests or is paid again, `granted_by` the decision on it, "" where it is not named.

    `total` đồng a month and `arrears` đồng once for `arrears_of`, with their words; 0 and "" where nothing is paid.
    """

    letterhead: Letterhead
    form_code: str
    issuer: str
    legal_bases: list[str]
    person: Beneficiary
    act: str
    benefit: str
    granted_by: str
    start: Date
    reason: str
    ground: str
    total: int
    total_in_words: str
    arrears: int
    arrears_in_words: str
    arrears_of: str
    payment: Payment
    executors: str
    recipients: list[str]
    signature: Signature


def example() -> DecisionSuspension:
    """A pension that rested while its receiver was abroad without leave is paid again."""
    return {
        "letterhead": samples.letterhead("QĐ-BHXH", "126", "2026-11-27"),
        "form_code": "",
        "issuer": "Giám đốc Bảo hiểm xã hội thành phố Hải Phòng",
        "legal_bases": [
            "Căn cứ Luật Bảo hiểm xã hội ngày 29 tháng 6 năm 2024",
            "Căn cứ hồ sơ đề nghị hưởng chế độ của bà Phạm Thị Hường",
        ],
        "person": samples.beneficiary(),
        "act": "Tiếp tục hưởng",
        "benefit": "lương hưu",
        "granted_by": "Quyết định số 05/QĐ-BHXH ngày 05/06/2026 của Bảo hiểm xã hội thành phố Hải Phòng",
        "start": "2026-12-01",
        "reason": "Người hưởng đã trở về định cư hợp pháp",
        "ground": "Điều 75 Luật Bảo hiểm xã hội ngày 29 tháng 6 năm 2024",
        "total": 3783135,
        "total_in_words": "ba triệu bảy trăm tám mươi ba nghìn một trăm ba mươi lăm đồng",
        "arrears": 7566270,
        "arrears_in_words": "bảy triệu năm trăm sáu mươi sáu nghìn hai trăm bảy mươi đồng",
        "arrears_of": "từ tháng 10/2026 đến tháng 11/2026",
        "payment": samples.payment(),
        "executors": "Trưởng phòng Kế hoạch - Tài chính, Trưởng phòng Chế độ bảo hiểm xã hội và bà Phạm Thị Hường",
        "recipients": ["Như Điều 2", "Lưu: VT, CĐBHXH, hồ sơ (02)"],
        "signature": samples.director(),
    }
