"""What does the barcode cover sheet of a dossier show?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Moment


class CoverComponent(TypedDict):
    """One line of the component list; counts are None when not yet counted."""

    code: str
    name: str
    copies: int | None
    sheets: int | None


class CoverSheet(TypedDict):
    """One page that a scanner reads as the start of a dossier; qr is text for a QR code or None.

    person is who is to get the benefit, deceased whose death gives the right to it ('' where nobody died).
    """

    parent: str
    agency: str
    number: str
    procedure_code: str
    procedure: str
    person: str
    deceased: str
    received: Moment | None
    due: Moment | None
    components: list[CoverComponent]
    note: str
    qr: str | None


def example() -> CoverSheet:
    """A pension dossier with eight components, some with long names."""
    head = samples.slip_head()
    return {
        "parent": head["parent"],
        "agency": head["agency"],
        "number": samples.NUMBER,
        "procedure_code": "HUU",
        "procedure": "Giải quyết hưởng lương hưu đối với người tham gia bảo hiểm xã hội bắt buộc",
        "person": "Phạm Thị Hường",
        "deceased": "",
        "received": "2026-11-23T09:15:00+07:00",
        "due": "2026-12-14T17:00:00+07:00",
        "components": [
            {"code": "12-HSB", "name": "Quyết định nghỉ việc hưởng chế độ hưu trí", "copies": 1, "sheets": 2},
            {"code": "14-HSB", "name": "Đơn đề nghị hưởng bảo hiểm xã hội", "copies": 1, "sheets": 1},
            {
                "code": "BBGD",
                "name": "Biên bản giám định mức suy giảm khả năng lao động của Hội đồng Giám định y khoa",
                "copies": 1,
                "sheets": 3,
            },
            {"code": "13-HSB", "name": "Giấy ủy quyền", "copies": None, "sheets": None},
            {"code": "HDGD", "name": "Hóa đơn và bảng kê các nội dung giám định", "copies": 2, "sheets": 2},
        ],
        "note": "Sổ BHXH: nhận bản giấy, không quét.",
        "qr": None,
    }
