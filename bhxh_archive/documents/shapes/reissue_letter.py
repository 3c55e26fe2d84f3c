"""What does the letter show with which issued documents are given out a second time?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Letterhead, Moment, Signature


class ReissueLetter(TypedDict):
    """Công văn cấp lại văn bản: `originals` are signed electronically and go along as they are (NĐ 30/2020 art. 5),
    `copies` are certified copies of paper (art. 25), a sentence each, with number and day.

    `to` names the addressee in full, `address` is how the closing words speak to that person.
    """

    letterhead: Letterhead
    about: str
    to: str
    to_address: str
    dossier_number: str
    request: str
    receiver: str
    received: Moment
    originals: list[str]
    copies: list[str]
    guidance: list[str]
    address: str
    recipients: list[str]
    signature: Signature


def example() -> ReissueLetter:
    """A decision of this office again, and a copy of an old one on paper."""
    return {
        "letterhead": samples.letterhead("BHXH-CĐBHXH", "215", "2026-12-04"),
        "about": "V/v cấp lại, cấp bản sao văn bản đã ban hành",
        "to": "bà Phạm Thị Hường",
        "to_address": "Số 12 ngõ 34 đường Lạch Tray, phường Gia Viên, thành phố Hải Phòng",
        "dossier_number": samples.NUMBER,
        "request": "Cấp lại quyết định, sổ BHXH hoặc bản sao hồ sơ hưởng",
        "receiver": "Bảo hiểm xã hội cơ sở Ngô Quyền",
        "received": "2026-11-23T09:15:00+07:00",
        "originals": ["Quyết định hưởng lương hưu hằng tháng số 122/QĐ-BHXH ngày 27/11/2026"],
        "copies": ["Bản sao y Quyết định số 18/QĐ-BHXH ngày 05/3/2009 của Bảo hiểm xã hội thành phố Hải Phòng, 01 bản"],
        "guidance": ["Bản in từ bản điện tử gốc có xác nhận sao y nhận tại Bộ phận Tiếp nhận và trả kết quả."],
        "address": "bà",
        "recipients": ["Như trên", "Lưu: VT, CĐBHXH, hồ sơ (02)"],
        "signature": samples.deputy_director(),
    }
