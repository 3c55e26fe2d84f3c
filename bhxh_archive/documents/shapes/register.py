"""What does the register of dossiers show (form 06)?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Date, SlipHead


class Promised(TypedDict):
    """Another day than that by the law, or "": `promised` is the new day of an apology, `told` the day on the receipt
    where that by the law has moved since."""

    told: str
    promised: str


class RegisterLine(Promised):
    """One dossier of the register; what is not there yet is "". `timing` says in or out of time by the law."""

    ordinal: str
    number: str
    procedure: str
    papers: str
    applicant: str
    address: str
    unit: str
    received: str
    due: str
    returned: str
    method: str
    timing: str
    note: str


class Register(TypedDict):
    """Sổ theo dõi hồ sơ of one office from `start` to `end`, both counted in; `books`: the yearly books it is from."""

    head: SlipHead
    start: Date
    end: Date
    books: str
    lines: list[RegisterLine]


def example() -> Register:
    """Two lines of a month."""
    line: RegisterLine = {
        "ordinal": "417", "number": samples.NUMBER, "procedure": "Hưởng lương hưu", "papers": "3",
        "applicant": "Phạm Thị Hường",
        "address": f"{samples.applicant()['address']}; 0912 000 001", "unit": "BHXH thành phố Hải Phòng",
        "received": "09:15 23/11/2026", "due": "14/12/2026", "told": "", "promised": "", "returned": "10/12/2026",
        "method": "Nhận tại quầy", "timing": "Trước hạn", "note": "",
    }  # fmt: skip
    late: RegisterLine = {
        **line,
        "ordinal": "418",
        "promised": "21/12/2026",
        "returned": "18/12/2026",
        "timing": "Quá hạn",
    }
    head = samples.slip_head(number=None)
    return {"head": head, "start": "2026-11-01", "end": "2026-11-30", "books": "01/2026", "lines": [line, late]}
