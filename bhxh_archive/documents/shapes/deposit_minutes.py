"""What do the minutes show by which both sides sign that paper files went to the archive?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Date, SlipHead


class DepositMinutes(TypedDict):
    """Biên bản giao nhận hồ sơ, tài liệu. `metres`: length on the shelf as written, "" where not measured.

    `uncounted`: how many of the dossiers have papers that `sheets` leaves out.
    """

    head: SlipHead
    title: str
    giver_unit: str
    giver: str
    giver_title: str
    taker_unit: str
    taker: str
    taker_title: str
    store: str
    first: Date
    last: Date
    boxes: int
    dossiers: int
    sheets: int
    uncounted: int
    metres: str
    condition: str
    list_number: str


def example() -> DepositMinutes:
    """A year's files of one store."""
    return {
        "head": {**samples.slip_head(number=None), "number": "01/MLNL"},
        "title": "Hồ sơ kết thúc năm 2025, bảo quản có thời hạn",
        "giver_unit": "Bảo hiểm xã hội thành phố Hải Phòng",
        "giver": "Phạm Thu Trang",
        "giver_title": "Kho hồ sơ giấy",
        "taker_unit": "Lưu trữ cơ quan Bảo hiểm xã hội thành phố Hải Phòng",
        "taker": "Trần Văn Kho",
        "taker_title": "Lưu trữ viên",
        "store": "K01 Kho tầng 1",
        "first": "2025-01-06",
        "last": "2025-12-30",
        "boxes": 24,
        "dossiers": 287,
        "sheets": 2583,
        "uncounted": 1,
        "metres": "3.60",
        "condition": "Đã chỉnh lý, đánh số tờ, không hư hỏng.",
        "list_number": "01/MLNL",
    }
