"""What does the internal hand-over list show that both sides sign?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Moment, SlipHead


class HandedDossier(TypedDict):
    """One dossier: what was counted when it was given, and what the receiver wrote beside it."""

    number: str
    name: str
    procedure: str
    papers: int
    sheets: int
    pages: int
    note: str
    refused: bool


class HandingList(TypedDict):
    """Danh sách bàn giao hồ sơ nội bộ. `received_at` None: the other side has not confirmed yet."""

    head: SlipHead
    title: str
    giver_unit: str
    giver: str
    given_at: Moment
    taker_unit: str
    taker: str
    received_at: Moment | None
    lines: list[HandedDossier]


def example() -> HandingList:
    """A day's list of three dossiers from reception."""
    names = ("Phạm Thị Hường", "Y Ghiê Kđoh", "Nguyễn Thị Thanh Thủy")
    head = samples.slip_head(number=None)
    return {
        "head": {**head, "number": "12/BBGN-G12.99.31.001"},
        "title": "Bộ phận Tiếp nhận giao Bộ phận Chế độ BHXH",
        "giver_unit": "Bộ phận Tiếp nhận, BHXH cơ sở Hồng Bàng",
        "giver": "Lê Hoàng Yến",
        "given_at": "2026-11-23T16:30:00+07:00",
        "taker_unit": "Bộ phận Chế độ BHXH, BHXH thành phố Hải Phòng",
        "taker": "Đặng Văn Bình",
        "received_at": "2026-11-23T16:45:00+07:00",
        "lines": [
            {
                "number": f"G12.99.31-261123-{i + 1:04}-H", "name": name, "procedure": "Hưởng lương hưu",
                "papers": 3 + i, "sheets": 7 + i, "pages": 9 + i, "note": "Sổ BHXH: 01 bìa, 04 tờ rời" if i else "",
                "refused": False,
            }
            for i, name in enumerate(names)
        ],
    }  # fmt: skip
