"""What does the register of outgoing documents show?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Date, SlipHead


class OutgoingLine(TypedDict):
    """One number: what was issued under it, or why nothing was; what is not known is ""."""

    number: str
    dated: str
    summary: str
    signer: str
    recipients: str
    kept: str
    copies: str
    note: str


class OutgoingRegister(TypedDict):
    """Sổ đăng ký văn bản đi of one office from `start` to `end`, both counted in."""

    head: SlipHead
    start: Date
    end: Date
    lines: list[OutgoingLine]


def example() -> OutgoingRegister:
    """A decision, a lost number, and a block used outside."""
    issued: OutgoingLine = {
        "number": "42/QĐ-BHXH", "dated": "23/11/2026",
        "summary": "Quyết định về việc hưởng chế độ hưu trí hằng tháng (Phạm Thị Hường)",
        "signer": "Trần Quốc Vượng", "recipients": "Như Điều 2; Lưu: VT, CĐBHXH, hồ sơ (02)",
        "kept": f"Hồ sơ {samples.NUMBER}", "copies": "2", "note": "Văn bản điện tử",
    }  # fmt: skip
    nothing: OutgoingLine = {"number": "43", "dated": "24/11/2026", "summary": "Quyết định: số bỏ trống", "signer": "",
                             "recipients": "", "kept": "", "copies": "", "note": "Sai tháng bắt đầu hưởng"}  # fmt: skip
    outside: OutgoingLine = {**nothing, "number": "01-41", "dated": "", "note": "Quyết định giấy",
                             "summary": "Quyết định năm 2026: số dùng ngoài phần mềm"}  # fmt: skip
    head = samples.slip_head(number=None)
    return {"head": head, "start": "2026-11-01", "end": "2026-11-30", "lines": [issued, nothing, outside]}
