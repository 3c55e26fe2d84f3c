"""What stands on every notice to the applicant about a dossier, whatever it tells?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Letterhead, Moment, Signature


class Notice(TypedDict):
    """Head, addressee, dossier and sign-off of a numbered notice (thông báo, phiếu xin lỗi)."""

    letterhead: Letterhead
    to: str
    salutation: str
    to_address: str
    dossier_number: str
    request: str
    received: Moment
    contact: str
    recipients: list[str]
    signature: Signature


def example(notation: str, number: str, date: str, request: str) -> Notice:
    """A notice to a synthetic applicant."""
    return {
        "letterhead": samples.letterhead(notation, number, date),
        "to": "bà Phạm Thị Hường",
        "salutation": "bà",
        "to_address": samples.applicant()["address"],
        "dossier_number": samples.NUMBER,
        "request": request,
        "received": "2026-11-23T09:15:00+07:00",
        "contact": "Bộ phận Tiếp nhận và Trả kết quả, điện thoại 0225 000 0000",
        "recipients": ["Như trên", "Phòng Chế độ BHXH", "Lưu: VT, CĐBHXH"],
        "signature": samples.deputy_director(),
    }
