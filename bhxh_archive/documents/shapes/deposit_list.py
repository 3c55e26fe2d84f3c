"""What does the list show by which paper files go to the archive?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Date, SlipHead


class DepositListLine(TypedDict):
    """One file: where it lies, its code and title, from when to when, how long it is kept; None where not counted.

    `uncounted` names the papers that `sheets` leaves out, "" for none.
    """

    box: str
    code: str
    title: str
    started: Date | None
    ended: Date | None
    retention: str
    sheets: int | None
    pages: int | None
    uncounted: str
    note: str


class DepositList(TypedDict):
    """Mục lục hồ sơ, tài liệu nộp lưu, of one store, one year and one kind of retention, in the order of the shelf."""

    head: SlipHead
    title: str
    store: str
    lines: list[DepositListLine]
    boxes: int
    giver: str
    taker: str


def example() -> DepositList:
    """Three files of two boxes."""
    lines: list[DepositListLine] = [
        {
            "box": f"K01.D02.G03.N04.H00{1 + number // 2}", "code": f"K01.D02.G03.N04.H00{1 + number // 2}.00{number}",
            "title": f"Hồ sơ giải quyết hưởng lương hưu của {name}", "started": "2025-03-03", "ended": "2025-03-21",
            "retention": "70 năm", "sheets": 5 + number, "pages": 8 + number,
            "uncounted": "Giấy ủy quyền" if number == 2 else "", "note": f"G12.99.31-250303-000{number}-H",
        }
        for number, name in enumerate(("Phạm Thị Hường", "Y Ghiê Kđoh", "Nguyễn Thị Thanh Thủy"))
    ]  # fmt: skip
    return {
        "head": {**samples.slip_head(number=None), "number": "01/MLNL"},
        "title": "Hồ sơ kết thúc năm 2025, bảo quản có thời hạn", "store": "K01 Kho tầng 1", "lines": lines,
        "boxes": 2, "giver": "Phạm Thu Trang", "taker": "Trần Văn Kho",
    }  # fmt: skip
