"""What does the hand-over slip of a result show, at the counter or by post?"""

from __future__ import annotations

from typing import TypedDict

from ..sheet_codes import return_code
from . import samples
from .common import Date, SlipHead


class Party(TypedDict):
    """Giver or receiver."""

    name: str
    unit: str
    address: str
    phone: str


class Receiver(Party):
    """Who signs for the papers; `id_number` is that of their own identity card ("" when nobody wrote it down)."""

    id_number: str


class HandedItem(TypedDict):
    """One kind of paper handed over."""

    name: str
    quantity: int
    note: str


class Consigned(TypedDict):
    """Who takes it there: carrier "" = nobody, at the counter; the rest is "" or None while it is not known."""

    carrier: str
    post_office: str
    tracking_number: str
    dispatched: Date | None


class ReturnSlip(Consigned):
    """Giấy giao nhận hồ sơ, at the counter or by post.

    `authority`: the paper by which the receiver acts for somebody; `notes`: what does not go back, a sentence each.
    `code`: what a scanner reads when the signed slip is scanned in (sheet_codes.return_code), or None.
    """

    head: SlipHead
    subject: str
    sender: Party
    receiver: Receiver
    authority: str
    items: list[HandedItem]
    notes: list[str]
    code: str | None


def example() -> ReturnSlip:
    """A pension decision sent by post."""
    person = samples.applicant()
    return {
        "head": samples.slip_head(),
        "subject": "Trả kết quả giải quyết chế độ hưu trí",
        "sender": {
            "name": "Lê Hoàng Yến",
            "unit": "Bảo hiểm xã hội cơ sở Hồng Bàng",
            "address": "Số 1 đường Mẫu, phường Hồng Bàng, thành phố Hải Phòng",
            "phone": "0225 000 0000",
        },
        "carrier": "Bưu điện Trung tâm Hải Phòng",
        "post_office": "Bưu cục Hồng Bàng",
        "tracking_number": "EM000000001VN",
        "dispatched": "2026-12-10",
        "receiver": {
            "name": person["name"],
            "id_number": person["id_number"],
            "unit": "",
            "address": person["address"],
            "phone": person["phone"],
        },
        "authority": "",
        "items": [
            {"name": "Quyết định hưởng chế độ hưu trí (Mẫu số 07A-HSB)", "quantity": 1, "note": "Số 05/QĐ-BHXH"},
            {"name": "Bản quá trình đóng BHXH (Mẫu số 04-HSB)", "quantity": 1, "note": ""},
            {"name": "Thẻ bảo hiểm y tế", "quantity": 1, "note": "Bản điện tử trên VNeID"},
        ],
        "notes": ["Sổ bảo hiểm xã hội (01 bìa, 04 tờ rời) được thu hồi, lưu cùng hồ sơ giấy."],
        "code": return_code(samples.NUMBER, 12),
    }
