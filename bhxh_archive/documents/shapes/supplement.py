"""What does the request for supplement and completion show (form 02)?"""

from __future__ import annotations

from typing import TypedDict

from ..sheet_codes import supplement_code
from . import samples
from .common import Applicant, Date, Moment, Signature, SlipHead


class Defect(TypedDict):
    """One component's defect: what is wrong, on which legal ground, and how to get the right paper."""

    component: str
    defect: str
    legal_ground: str
    remedy: str


class Supplement(TypedDict):
    """Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ: all defects in one notice.

    `person` is who gets the benefit, where that is not the applicant; `employer` whose list it is, or "". signature is
    None when the receiving officer signs (before acceptance), else the leader signs. From the second slip on
    (`ordinal` 2) `unnamed` says why the first did not name it, and `consent` who agreed to ask again.
    code is what a scanner reads when the slip comes back on top of the papers (sheet_codes.supplement_code), or None.
    """

    head: SlipHead
    applicant: Applicant
    employer: str
    person: str
    request: str
    received: Moment | None
    defects: list[Defect]
    deadline: Date | None
    submit_to: str
    contact: str
    officer: str
    signature: Signature | None
    code: str | None
    ordinal: int
    unnamed: str
    consent: str


def example() -> Supplement:
    """Two defects of a survivor dossier, signed by the officer."""
    return {
        "head": samples.slip_head(),
        "applicant": samples.applicant(),
        "employer": "",
        "person": "Y Ghiê Kđoh",
        "request": "Giải quyết hưởng trợ cấp tuất hằng tháng",
        "received": "2026-11-23T09:15:00+07:00",
        "defects": [
            {
                "component": "Tờ khai của thân nhân (Mẫu số 09-HSB)",
                "defect": "Chưa ghi phần quan hệ với người chết của ông Y Ghiê Kđoh; thiếu chữ ký người khai.",
                "legal_ground": "Điều 86, Điều 90 Luật BHXH số 41/2024/QH15",
                "remedy": "Ghi đủ và ký lại tờ khai.",
            },
            {
                "component": "Trích lục khai tử",
                "defect": "Bản chụp mờ, không đọc được ngày chết.",
                "legal_ground": "Điều 90 Luật BHXH số 41/2024/QH15",
                "remedy": "Nộp bản sao khác, hoặc xuất trình bản chính để đối chiếu.",
            },
        ],
        "deadline": "2026-12-14",
        "submit_to": "Bộ phận Tiếp nhận và Trả kết quả, BHXH cơ sở Hồng Bàng",
        "contact": "Lê Hoàng Yến, điện thoại 0225 000 0000",
        "officer": "Lê Hoàng Yến",
        "signature": None,
        "code": supplement_code(samples.NUMBER, 1),
        "ordinal": 1,
        "unnamed": "",
        "consent": "",
    }
