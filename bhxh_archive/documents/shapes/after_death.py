"""What do the decisions after a death show alike: the dead, the relatives, the funeral allowance?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Beneficiary, Date, Duration, Letterhead, Payment, Signature


class Survivor(TypedDict):
    """One relative; `receiver` is "" where the person receives the own money."""

    name: str
    id_number: str
    insurance_number: str
    birth: str
    relation: str
    receiver: str
    account: str


class Funeral(TypedDict):
    """The funeral allowance in đồng (Law 41/2024 art 85), how it came about, and who receives it."""

    amount: int
    formula: str
    in_words: str
    receiver: Beneficiary
    account: str


class AfterDeath(TypedDict):
    """What every such decision holds; `category` says what the dead was when alive."""

    letterhead: Letterhead
    form_code: str
    issuer: str
    legal_bases: list[str]
    deceased: Beneficiary
    died_on: Date
    category: str
    by_accident: bool
    funeral: Funeral | None
    payment: Payment
    executors: str
    recipients: list[str]
    signature: Signature


class WithRelatives(AfterDeath):
    """`total_time`: what the dead had paid, None where that is no matter; `total` is đồng for all relatives."""

    total_time: Duration | None
    total: int
    total_in_words: str


def deceased() -> Beneficiary:
    """A synthetic man who paid until he died."""
    return {
        **samples.beneficiary(), "title": "Ông", "name": "Bùi Văn Thịnh", "birth": "12/03/1975", "sex": "Nam",
        "id_number": "031175000007", "insurance_number": "3100000007", "occupation": "", "employer": "",
    }  # fmt: skip


def survivor(name: str, birth: str, relation: str, receiver: str = "") -> Survivor:
    """A synthetic relative."""
    return {"name": name, "id_number": "", "insurance_number": "", "birth": birth, "relation": relation,
            "receiver": receiver, "account": "" if receiver else "0000 1111 2222"}  # fmt: skip


def funeral() -> Funeral:
    """Ten reference levels of 08/2026."""
    return {
        "amount": 25300000,
        "formula": "10 × 2.530.000",
        "in_words": "hai mươi lăm triệu ba trăm nghìn đồng",
        "receiver": {**samples.beneficiary(), "name": "Trần Thị Gấm", "birth": "1952"},
        "account": "0000 1111 2222",
    }


def example(number: str, form_code: str) -> AfterDeath:
    """A death in August 2026."""
    return {
        "letterhead": samples.letterhead("QĐ-BHXH", number, "2026-11-27"),
        "form_code": form_code,
        "issuer": "Giám đốc Bảo hiểm xã hội thành phố Hải Phòng",
        "legal_bases": [
            "Căn cứ Luật Bảo hiểm xã hội ngày 29 tháng 6 năm 2024",
            "Căn cứ Nghị định số 158/2025/NĐ-CP ngày 25 tháng 6 năm 2025 của Chính phủ quy định chi tiết và hướng dẫn "
            "thi hành một số điều của Luật Bảo hiểm xã hội về bảo hiểm xã hội bắt buộc",
            "Căn cứ hồ sơ đề nghị hưởng chế độ của thân nhân ông Bùi Văn Thịnh",
        ],
        "deceased": deceased(),
        "died_on": "2026-08-05",
        "category": "đang tham gia BHXH bắt buộc",
        "by_accident": False,
        "funeral": funeral(),
        "payment": {**samples.payment(), "account": ""},
        "executors": "Trưởng phòng Kế hoạch - Tài chính, Trưởng phòng Chế độ bảo hiểm xã hội và bà Trần Thị Gấm",
        "recipients": ["Như Điều 2", "Lưu: VT, CĐBHXH, hồ sơ (02)"],
        "signature": samples.deputy_director(),
    }
