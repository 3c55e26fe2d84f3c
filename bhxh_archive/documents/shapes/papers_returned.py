"""What does the slip show with which papers go back when a dossier ends without a result?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Applicant, Date, SlipHead


class ReturnedPaper(TypedDict):
    """One paper that goes back: the book with its covers and leaves, or a paper the catalogue calls returnable.

    copies is None of paper that was counted as a whole only.
    """

    name: str
    copies: int | None
    sheets: int | None
    note: str


class PapersReturned(TypedDict):
    """Giấy trả lại giấy tờ: `ending` is how the dossier ended (từ chối, dừng, quá hạn, hủy), `reason` why or "".

    `kept`: names of the papers that were handed in too and stay with the dossier.
    """

    head: SlipHead
    applicant: Applicant
    receiver: str
    request: str
    ended_on: Date
    ending: str
    reason: str
    papers: list[ReturnedPaper]
    kept: list[str]
    contact: str
    officer: str


def example() -> PapersReturned:
    """A lump-sum dossier that was taken back."""
    return {
        "head": {**samples.slip_head(), "number": "08/TLGT"},
        "applicant": samples.applicant(),
        "receiver": "Phạm Thị Hường",
        "request": "Giải quyết hưởng bảo hiểm xã hội một lần",
        "ended_on": "2026-11-25",
        "ending": "Dừng giải quyết theo đề nghị",
        "reason": "Người nộp hồ sơ bảo lưu thời gian đóng để tiếp tục tham gia bảo hiểm xã hội",
        "papers": [
            {"name": "Sổ bảo hiểm xã hội", "copies": 1, "sheets": 5, "note": "01 bìa sổ, 04 tờ rời"},
            {"name": "Đơn đề nghị (Mẫu số 14-HSB)", "copies": 1, "sheets": 2, "note": ""},
        ],
        "kept": ["Giấy ủy quyền (Mẫu số 13-HSB)"],
        "contact": "Bộ phận Tiếp nhận và Trả kết quả, điện thoại 0225 000 0000",
        "officer": "Lê Hoàng Yến",
    }
