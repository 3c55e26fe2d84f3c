"""What does the letter show by which another body is asked whether a paper or a fact is true?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Date, Letterhead, Signature


class AskedPerson(TypedDict):
    """Whom it is about, so that the other body finds its records: what is not known is "".

    `role` says what they are in the dossier: "Người tham gia", "Người chết".
    """

    role: str
    salutation: str
    name: str
    birth: str
    id_number: str
    insurance_number: str


class AskedQuestion(TypedDict):
    """One question: the paper or fact it is about, and what is asked."""

    subject: str
    text: str


class VerificationLetter(TypedDict):
    """Công văn đề nghị xác minh: an official letter with every question to one body.

    `person` None where an employer's list is settled: then `employer` names whose. `deadline` is the last day for the
    answer, `contact` where it goes.
    """

    letterhead: Letterhead
    about: str
    to: str
    dossier_number: str
    request: str
    person: AskedPerson | None
    employer: str
    questions: list[AskedQuestion]
    deadline: Date
    contact: str
    recipients: list[str]
    signature: Signature


def example() -> VerificationLetter:
    """Another province is asked for a time of contribution and for the book that stands for it."""
    return {
        "letterhead": samples.letterhead("BHXH-CĐBHXH", "212", "2026-12-05"),
        "about": "V/v đề nghị xác minh hồ sơ hưởng chế độ bảo hiểm xã hội",
        "to": "Bảo hiểm xã hội tỉnh Nghệ An",
        "dossier_number": samples.NUMBER,
        "request": "Giải quyết hưởng lương hưu đối với người tham gia bảo hiểm xã hội bắt buộc",
        "person": {
            "role": "Người tham gia", "salutation": "bà", "name": "Phạm Thị Hường", "birth": "15/06/1969",
            "id_number": "031169000001", "insurance_number": "3100000001",
        },
        "employer": "",
        "questions": [
            {
                "subject": "Thời gian đóng bảo hiểm xã hội từ tháng 03/2005 đến tháng 12/2009",
                "text": "Bà Hường có đóng bảo hiểm xã hội bắt buộc tại Công ty Cổ phần May Mẫu trong thời gian này "
                "không? Tiền lương làm căn cứ đóng của từng thời gian.",
            },
            {
                "subject": "Sổ bảo hiểm xã hội (bìa sổ và các tờ rời)",
                "text": "Tờ rời số 4 có do quý cơ quan xác nhận không?\nNgày xác nhận, người ký xác nhận.",
            },
        ],
        "deadline": "2026-12-20",
        "contact": "Bảo hiểm xã hội thành phố Hải Phòng, số 1 phố Mẫu, điện thoại 0225 000 000",
        "recipients": ["Như trên", "Lưu: VT, CĐBHXH"],
        "signature": samples.director(),
    }  # fmt: skip
