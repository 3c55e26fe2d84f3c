"""What does the receipt with the appointment for the result show (form 01)?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Applicant, Moment, SlipHead


class ReceivedComponent(TypedDict):
    """One paper received; kind is the printed word: bản chính, bản sao, bản điện tử.

    copies is None, and kind "", of paper that was counted as a whole only.
    """

    name: str
    kind: str
    copies: int | None
    sheets: int | None


class RegisterPlace(TypedDict):
    """Book and ordinal in the register of dossiers (form 06), "" for both where it is in none."""

    register_book: str
    register_ordinal: str


class Receipt(RegisterPlace):
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả; copies 2 prints liên 1 and liên 2, each on its own page.

    person is who is to get the benefit, deceased whose death gives the right to it ('' where nobody died), employer
    whose list it is ('' where it is none). qr is the
    text of the look-up code (an address without personal data) or None; previous_due is set when an earlier appointment
    is replaced.
    """

    head: SlipHead
    applicant: Applicant
    person: str
    deceased: str
    employer: str
    request: str
    components: list[ReceivedComponent]
    sets: int
    statutory_time: str
    received: Moment
    due: Moment
    previous_due: Moment | None
    return_method: str
    office_phone: str
    officer: str
    notes: list[str]
    qr: str | None
    copies: int


def example() -> Receipt:
    """Both copies of a pension receipt."""
    return {
        "head": samples.slip_head(),
        "applicant": samples.applicant(),
        "person": "Phạm Thị Hường",
        "deceased": "",
        "employer": "",
        "request": "Giải quyết hưởng lương hưu đối với người tham gia bảo hiểm xã hội bắt buộc",
        "components": [
            {"name": "Sổ bảo hiểm xã hội (bìa sổ và 04 tờ rời)", "kind": "Bản chính", "copies": 1, "sheets": 5},
            {"name": "Quyết định nghỉ việc hưởng chế độ hưu trí", "kind": "Bản chính", "copies": 1, "sheets": 2},
            {
                "name": "Biên bản giám định mức suy giảm khả năng lao động của Hội đồng Giám định y khoa",
                "kind": "Bản sao",
                "copies": 1,
                "sheets": 3,
            },
        ],
        "sets": 1,
        "statutory_time": "20 ngày, không kể ngày nghỉ lễ, tết",
        "received": "2026-11-23T09:15:00+07:00",
        "due": "2026-12-14T17:00:00+07:00",
        "previous_due": None,
        "return_method": "Nhận trực tiếp tại Bộ phận Tiếp nhận và Trả kết quả",
        "office_phone": "0225 000 0000",
        "register_book": "01/2026",
        "register_ordinal": "0417",
        "officer": "Lê Hoàng Yến",
        "notes": ["Khi đến nhận kết quả, mang theo giấy này và căn cước hoặc căn cước công dân."],
        "qr": "https://tracuu.example.vn/G12.99.31-261123-0001",
        "copies": 2,
    }
