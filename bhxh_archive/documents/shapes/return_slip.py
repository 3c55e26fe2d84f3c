"""What does the hand-over slip of a result show, at the counter or by post?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import SlipHead


class Party(TypedDict):
    """Giver or receiver."""

    name: str
    unit: str
    address: str
    phone: str


class HandedItem(TypedDict):
    """One kind of paper handed over."""

    name: str
    quantity: int
    note: str


class ReturnSlip(TypedDict):
    """Giấy giao nhận hồ sơ; carrier "" = at the counter, tracking_number "" = none yet."""

    head: SlipHead
    subject: str
    sender: Party
    carrier: str
    tracking_number: str
    receiver: Party
    items: list[HandedItem]


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
        "tracking_number": "EM000000001VN",
        "receiver": {
            "name": person["name"],
            "unit": "",
            "address": person["address"],
            "phone": person["phone"],
        },
        "items": [
            {"name": "Quyết định hưởng chế độ hưu trí (Mẫu số 07A-HSB)", "quantity": 1, "note": "Số 05/QĐ-BHXH"},
            {"name": "Bản quá trình đóng BHXH (Mẫu số 04-HSB)", "quantity": 1, "note": ""},
            {"name": "Thẻ bảo hiểm y tế", "quantity": 1, "note": "Bản điện tử trên VNeID"},
        ],
    }
