"""What does the decision show on what relatives get when the receiver of a monthly allowance dies?"""

from __future__ import annotations

from . import after_death
from .decision_08b import Share


class DecisionUnpaid(after_death.AfterDeath):
    """Quyết định hưởng trợ cấp của thân nhân (NĐ 158/2025 art 25); the rows add up to `total` đồng.

    `claimed`: what is settled, in the first sentence. `monthly` đồng for `months` months were not received, None where
    that was not typed.
    """

    claimed: str
    monthly: int | None
    months: int | None
    ground: str
    method: str
    relatives: list[Share]
    total: int
    total_in_words: str


def example() -> DecisionUnpaid:
    """Forty months that were not received, shared by a widow and a son."""
    return {
        **after_death.example("125", ""),
        "category": "đang hưởng trợ cấp hằng tháng theo Quyết định số 124/QĐ-BHXH ngày 27/11/2025",
        "claimed": "chế độ",
        "monthly": 500000,
        "months": 40,
        "ground": "Điều 23 Luật Bảo hiểm xã hội ngày 29 tháng 6 năm 2024",
        "method": "còn 40 trong 60 tháng, mỗi tháng 500.000 đồng",
        "relatives": [
            {**after_death.survivor("Trần Thị Gấm", "1952", "vợ"), "amount": 10000000},
            {**after_death.survivor("Bùi Minh Khôi", "01/03/2005", "con"), "amount": 10000000},
        ],
        "total": 20000000,
        "total_in_words": "hai mươi triệu đồng",
    }
