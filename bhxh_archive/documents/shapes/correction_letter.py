"""What does the letter show that corrects the wording of an issued document?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Letterhead, Signature


class CorrectedPlace(TypedDict):
    """Where in the document, what stands there, and what it has to be."""

    where: str
    wrong: str
    right: str


class CorrectionLetter(TypedDict):
    """Công văn đính chính (NĐ 30/2020 art. 18.3): `corrected` is the document with number, day and agency,
    `corrected_form` what it is called in front of them.

    `to` names the addressee in full, `address` is how the closing words speak to that person.
    """

    letterhead: Letterhead
    about: str
    to: str
    to_address: str
    corrected: str
    corrected_form: str
    places: list[CorrectedPlace]
    address: str
    recipients: list[str]
    signature: Signature


def example() -> CorrectionLetter:
    """A street and the day of a law were misspelt."""
    return {
        "letterhead": samples.letterhead("BHXH-CĐBHXH", "211", "2026-12-04"),
        "about": "V/v đính chính Quyết định số 122/QĐ-BHXH ngày 27/11/2026",
        "to": "bà Phạm Thị Hường",
        "to_address": "Số 12 ngõ 34 đường Lạch Tray, phường Gia Viên, thành phố Hải Phòng",
        "corrected": "Quyết định số 122/QĐ-BHXH ngày 27/11/2026 của Bảo hiểm xã hội thành phố Hải Phòng",
        "corrected_form": "Quyết định",
        "places": [
            {"where": "Điều 1, nơi cư trú", "wrong": "đường Lạch Chay", "right": "đường Lạch Tray"},
            {"where": "Căn cứ thứ nhất", "wrong": "ngày 26 tháng 6 năm 2024", "right": "ngày 29 tháng 6 năm 2024"},
        ],
        "address": "bà",
        "recipients": ["Như trên", "Lưu: VT, CĐBHXH, hồ sơ (02)"],
        "signature": samples.deputy_director(),
    }
