"""What does the slip show with which a dossier is refused at the counter (form 03)?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Applicant, SlipHead


class Reason(TypedDict):
    """One reason with its legal ground ("" when it is plain)."""

    text: str
    legal_ground: str


class Refusal(TypedDict):
    """Phiếu từ chối tiếp nhận, giải quyết hồ sơ."""

    head: SlipHead
    applicant: Applicant
    employer: str
    deceased: str
    request: str
    reasons: list[Reason]
    where_to_go: str
    contact: str
    officer: str


def example() -> Refusal:
    """A dossier that belongs to another office."""
    return {
        "head": samples.slip_head(number=None),
        "applicant": samples.applicant(),
        "employer": "",
        "deceased": "",
        "request": "Giải quyết hưởng bảo hiểm xã hội một lần",
        "reasons": [
            {
                "text": "Người đề nghị đang tham gia bảo hiểm xã hội bắt buộc tại thời điểm nộp hồ sơ.",
                "legal_ground": "Điều 70 Luật BHXH số 41/2024/QH15; Điều 14 Nghị định số 158/2025/NĐ-CP",
            }
        ],
        "where_to_go": "Khi đủ điều kiện, nộp hồ sơ tại cơ quan BHXH nơi cư trú hoặc qua Cổng Dịch vụ công quốc gia.",
        "contact": "Lê Hoàng Yến, điện thoại 0225 000 0000",
        "officer": "Lê Hoàng Yến",
    }
