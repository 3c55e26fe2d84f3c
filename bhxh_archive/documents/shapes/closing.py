"""What do the closing papers of a paper file show: cover, list of documents, closing certificate?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import SlipHead


class ClosedDocument(TypedDict):
    """One line of the list: number and day as written on the paper, who issued it, and its sheets in the file."""

    number: str
    dated: str
    title: str
    issuer: str
    sheets: str
    note: str


class Closing(TypedDict):
    """Cover, list and certificate of one file (NĐ 30/2020 art. 29); days are ISO text or None.

    code: archive id, place and number in one (also the barcode). sheets, pages: totals, None where not counted.
    """

    head: SlipHead
    code: str
    title: str
    started: str | None
    ended: str | None
    retention: str
    mode: str
    box: str
    sheets: int | None
    pages: int | None
    documents: list[ClosedDocument]
    maker: str


def example() -> Closing:
    """A pension file of three documents on five sheets."""
    issuer = "Bảo hiểm xã hội thành phố Hải Phòng"
    return {
        "head": samples.slip_head(),
        "code": "G12.99.31.K01.D02.G03.N04.H001.015",
        "title": "Hồ sơ giải quyết hưởng lương hưu của Phạm Thị Hường",
        "started": "2026-11-23",
        "ended": "2026-12-14",
        "retention": "70 năm",
        "mode": "Sử dụng có điều kiện",
        "box": "K01.D02.G03.N04.H001",
        "sheets": 5,
        "pages": 8,
        "documents": [
            {"number": "05/QĐ-BHXH", "dated": "2026-12-10", "title": "Quyết định hưởng lương hưu", "issuer": issuer,
             "sheets": "01-02", "note": "Kết quả"},
            {"number": "", "dated": "", "title": "Đơn đề nghị", "issuer": "Phạm Thị Hường", "sheets": "03", "note": ""},
            {"number": "12/QĐ-CT", "dated": "2026-06-01", "title": "Quyết định nghỉ việc hưởng chế độ hưu trí",
             "issuer": "Công ty Mẫu", "sheets": "04-05", "note": "Bản sao"},
        ],
        "maker": "Phạm Thu Trang",
    }  # fmt: skip
