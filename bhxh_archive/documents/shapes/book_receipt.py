"""What does the receipt for a social-insurance book in custody show?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Applicant, Moment, SlipHead


class BookReceipt(TypedDict):
    """Giấy biên nhận sổ BHXH, in two copies: covers and leaves are counted, for the book is not scanned.

    `owner` is whose book it is; `fate` says in a sentence what happens to it when the dossier is settled.
    """

    head: SlipHead
    applicant: Applicant
    owner: str
    insurance_number: str
    covers: int
    leaves: int
    taken: Moment
    request: str
    fate: str
    contact: str
    officer: str


def example() -> BookReceipt:
    """The book of a pension dossier."""
    return {
        "head": {**samples.slip_head(), "number": "0312/GNS"},
        "applicant": samples.applicant(),
        "owner": "Phạm Thị Hường",
        "insurance_number": "3100000001",
        "covers": 1,
        "leaves": 4,
        "taken": "2026-11-23T09:15:00+07:00",
        "request": "Giải quyết hưởng lương hưu đối với người tham gia bảo hiểm xã hội bắt buộc",
        "fate": "Sổ được trả cùng kết quả.",
        "contact": "Bộ phận Tiếp nhận và Trả kết quả, điện thoại 0225 000 0000",
        "officer": "Lê Hoàng Yến",
    }
