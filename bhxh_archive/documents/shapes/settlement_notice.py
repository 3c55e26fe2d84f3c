"""What does the notice show by which a request is granted that has no form of its own?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Letterhead, Moment, Signature


class SettlementNotice(TypedDict):
    """Thông báo kết quả giải quyết: `about` is the summary under the title, `contents` what was settled, a sentence or
    more each, `guidance` what the person has to know besides.

    `to` names the addressee in full, `address` is how the closing words speak to that person; `receiver` is the office
    that took the dossier in.
    """

    letterhead: Letterhead
    about: str
    to: str
    to_address: str
    dossier_number: str
    request: str
    receiver: str
    received: Moment
    contents: list[str]
    guidance: list[str]
    address: str
    recipients: list[str]
    signature: Signature


def example() -> SettlementNotice:
    """A pension that is paid in another province from the new year on."""
    return {
        "letterhead": samples.letterhead("TB-BHXH", "37", "2026-12-04"),
        "about": "Về việc chuyển nơi hưởng chế độ bảo hiểm xã hội hằng tháng",
        "to": "bà Phạm Thị Hường",
        "to_address": "Số 12 ngõ 34 đường Lạch Tray, phường Gia Viên, thành phố Hải Phòng",
        "dossier_number": samples.NUMBER,
        "request": "Chuyển nơi hưởng chế độ BHXH hằng tháng",
        "receiver": "Bảo hiểm xã hội cơ sở Ngô Quyền",
        "received": "2026-11-23T09:15:00+07:00",
        "contents": [
            "Bảo hiểm xã hội thành phố Hải Phòng chi trả lương hưu của bà đến hết tháng 12 năm 2026.",
            "Từ tháng 01 năm 2027, bà nhận lương hưu 6.522.646 đồng/tháng do Bảo hiểm xã hội tỉnh Đắk Lắk chi trả; hồ "
            "sơ hưởng được chuyển đến cơ quan này.",
        ],
        "guidance": ["Bà mang thông báo này và căn cước đến Bảo hiểm xã hội tỉnh Đắk Lắk trước ngày 20/12/2026."],
        "address": "bà",
        "recipients": ["Như trên", "Bảo hiểm xã hội tỉnh Đắk Lắk", "Lưu: VT, CĐBHXH, hồ sơ (02)"],
        "signature": samples.deputy_director(),
    }
