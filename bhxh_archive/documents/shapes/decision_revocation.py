"""What does the decision show that revokes or annuls an issued document?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Beneficiary, Date, Letterhead, Signature


class RecoveryLine(TypedDict):
    """One step: what was paid, how that was worked out, đồng, and by which decision."""

    label: str
    formula: str
    amount: int
    source: str


class Owing(TypedDict):
    """Who of several people pays back how many đồng; not printed, for the list of payments."""

    name: str
    id_number: str
    insurance_number: str
    amount: int


class DecisionRevocation(TypedDict):
    """Quyết định thu hồi, hủy bỏ: `revoked` is the document with number, day and agency, `act` what is done to it,
    `made_out` what it is to the person ("cấp cho", "gửi", "có tên").

    `since`: the first day for which it holds no longer, None where it is annulled. `recovered`: đồng to be paid back,
    0 and "" where nothing is. `working`: how that came about, empty where nothing was worked out; `owing`: of several
    people each with the own part, empty where it is one.
    """

    letterhead: Letterhead
    form_code: str
    issuer: str
    legal_bases: list[str]
    person: Beneficiary
    act: str
    revoked: str
    made_out: str
    since: Date | None
    reason: str
    ground: str
    recovered: int
    recovered_in_words: str
    working: list[RecoveryLine]
    owing: list[Owing]
    executors: str
    recipients: list[str]
    signature: Signature


def example() -> DecisionRevocation:
    """A pension that was granted before the age was reached; four months were paid."""
    return {
        "letterhead": samples.letterhead("QĐ-BHXH", "125", "2026-11-27"),
        "form_code": "",
        "issuer": "Giám đốc Bảo hiểm xã hội thành phố Hải Phòng",
        "legal_bases": [
            "Căn cứ Luật Bảo hiểm xã hội ngày 29 tháng 6 năm 2024",
            "Căn cứ hồ sơ G12.99.31-261120-0005-R về việc hưởng chế độ của bà Phạm Thị Hường",
        ],
        "person": samples.beneficiary(),
        "act": "Thu hồi",
        "revoked": "Quyết định số 05/QĐ-BHXH ngày 05/06/2026 của Bảo hiểm xã hội thành phố Hải Phòng",
        "made_out": "cấp cho",
        "since": "2026-06-01",
        "reason": "Người hưởng chưa đủ tuổi nghỉ hưu theo giấy khai sinh đã xác minh",
        "ground": "Điều 64 Luật Bảo hiểm xã hội ngày 29 tháng 6 năm 2024",
        "recovered": 15132540,
        "recovered_in_words": "mười lăm triệu một trăm ba mươi hai nghìn năm trăm bốn mươi đồng",
        "working": [
            {
                "label": "Đã trả các tháng 06/2026 - 09/2026",
                "formula": "3.783.135 × 4 tháng",
                "amount": 15132540,
                "source": "Quyết định số 05/QĐ-BHXH ngày 05/06/2026",
            }
        ],
        "owing": [],
        "executors": "Trưởng phòng Kế hoạch - Tài chính, Trưởng phòng Chế độ bảo hiểm xã hội và bà Phạm Thị Hường",
        "recipients": ["Như Điều 2", "Lưu: VT, CĐBHXH, hồ sơ (02)"],
        "signature": samples.director(),
    }
