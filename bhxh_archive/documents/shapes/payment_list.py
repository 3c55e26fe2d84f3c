"""What does the list show by which an allowance is paid that another body decided?"""

from __future__ import annotations

from typing import TypedDict

from bhxh_archive.money import in_words

from . import samples
from .common import Date, Letterhead, Payment, Signature


class PaymentListLine(TypedDict):
    """One person, paid by one decision of the other body: `monthly` đồng from `first` to `last` (MM/YYYY), `months` in
    number, `total` in all. `birth` is printed as given (day unknown: MM/YYYY or YYYY)."""

    ordinal: int
    name: str
    birth: str
    id_number: str
    insurance_number: str
    decision_number: str
    decided_on: Date
    agency: str
    first: str
    last: str
    months: int
    monthly: int
    total: int
    payment: Payment


class PaymentList(TypedDict):
    """Danh sách chi trả trợ cấp thất nghiệp; three signers, the last signs digitally.

    `monthly` and `total` are the sums of the lines. No official form is known: columns and words want confirming.
    """

    letterhead: Letterhead
    dossier_number: str | None
    received: Date | None
    lines: list[PaymentListLine]
    monthly: int
    total: int
    total_in_words: str
    preparer: str
    head_title: str
    head: str
    recipients: list[str]
    signature: Signature


def example() -> PaymentList:
    """One person, three months."""
    return long_example(1)


def long_example(people: int = 60) -> PaymentList:
    """So many people on one list."""
    lines = [_line(number) for number in range(1, people + 1)]
    total = sum(line["total"] for line in lines)
    return {
        "letterhead": samples.letterhead("DS-BHXH", "27", "2026-11-27"),
        "dossier_number": samples.NUMBER, "received": "2026-11-23", "lines": lines,
        "monthly": sum(line["monthly"] for line in lines), "total": total, "total_in_words": in_words(total).lower(),
        "preparer": "Đặng Văn Bình", "head_title": "Trưởng phòng Chế độ BHXH", "head": "Vũ Thị Thanh Huyền",
        "recipients": ["Trung tâm Dịch vụ việc làm thành phố Hải Phòng", "Phòng Kế hoạch - Tài chính",
                       "Lưu: VT, CĐBHXH, hồ sơ (02)"],
        "signature": samples.deputy_director(),
    }  # fmt: skip


def _line(ordinal: int) -> PaymentListLine:
    """A synthetic person."""
    return {
        "ordinal": ordinal, "name": "Phạm Thị Hường", "birth": "15/06/1969", "id_number": "031169000001",
        "insurance_number": "3100000001", "decision_number": f"{1520 + ordinal}/QĐ-SNV", "decided_on": "2026-11-20",
        "agency": "Trung tâm Dịch vụ việc làm thành phố Hải Phòng", "first": "11/2026", "last": "01/2027", "months": 3,
        "monthly": 4_500_000, "total": 13_500_000,
        "payment": {"method": "Chuyển khoản", "place": "Ngân hàng Mẫu, chi nhánh Hải Phòng",
                    "account": "0000 1111 2222"},
    }  # fmt: skip
