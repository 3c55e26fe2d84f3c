"""What does the settled list of an employer show (form C70a-HSB)?"""

from __future__ import annotations

from typing import TypedDict

from bhxh_archive.money import in_words

from . import samples
from .common import Date, Letterhead, Signature


class Listed(TypedDict):
    """One person for one time off work; `ordinal` counts within the group."""

    ordinal: int
    name: str
    insurance_number: str
    id_number: str
    starts: Date | None
    ends: Date | None


class SettledListLine(Listed):
    """`basis` is the salary in đồng, None where there is none; `days_to_date` are those since the start of the year."""

    basis: int | None
    months_paid: int | None
    days: str
    days_to_date: str
    amount: int
    account: str
    bank: str
    note: str


class SettledListGroup(TypedDict):
    """The lines of one benefit under its letter, with their sum."""

    letter: str
    title: str
    lines: list[SettledListLine]
    amount: int


class RefusedLine(Listed):
    """A line that is not settled, and why."""

    benefit: str
    reason: str


class SettledList(TypedDict):
    """Danh sách giải quyết hưởng chế độ ốm đau, thai sản, dưỡng sức phục hồi sức khỏe; three signers, the last signs
    digitally. The columns of the official form want confirming."""

    letterhead: Letterhead
    form_code: str
    unit_name: str
    unit_code: str
    period: str
    dossier_number: str | None
    received: Date | None
    groups: list[SettledListGroup]
    refused: list[RefusedLine]
    people: int
    total: int
    total_in_words: str
    preparer: str
    head_title: str
    head: str
    recipients: list[str]
    signature: Signature


def person(ordinal: int, name: str, starts: str, ends: str) -> Listed:
    """A synthetic person."""
    return {"ordinal": ordinal, "name": name, "insurance_number": f"31050{ordinal:05}", "id_number": "",
            "starts": starts, "ends": ends}  # fmt: skip


def line(ordinal: int, name: str, days: int, amount: int, basis: int | None) -> SettledListLine:
    """A synthetic line."""
    return {**person(ordinal, name, "2026-10-01", f"2026-10-{days:02}"), "basis": basis, "months_paid": 24,
            "days": str(days), "days_to_date": str(days), "amount": amount, "account": "0000 1111 2222",
            "bank": "Ngân hàng Mẫu", "note": ""}  # fmt: skip


def example() -> SettledList:
    """Examples T14 and T16 of the arithmetic, and one line that is refused."""
    return of_lines(
        [line(1, "Nguyễn Thị Lan", 5, 1875000, 12000000), line(2, "Y Ghiê Kđoh", 5, 1875000, 12000000)],
        [line(1, "H'Hen Niê", 7, 5313000, None)],
    )


def long_example(people: int = 300) -> SettledList:
    """A list of many pages."""
    return of_lines([line(number, "Nguyễn Thị Thanh Thủy", 5, 1875000, 12000000) for number in range(1, people + 1)],
                    [line(1, "H'Hen Niê", 7, 5313000, None)])  # fmt: skip


def of_lines(sick: list[SettledListLine], convalescent: list[SettledListLine]) -> SettledList:
    """The sheet of these lines."""
    rows = (("A", "Chế độ ốm đau", sick), ("B", "Chế độ dưỡng sức, phục hồi sức khỏe", convalescent))
    groups: list[SettledListGroup] = [
        {"letter": letter, "title": title, "lines": lines, "amount": sum(row["amount"] for row in lines)}
        for letter, title, lines in rows
    ]
    total = sum(group["amount"] for group in groups)
    refused: list[RefusedLine] = [
        {**person(1, "Trần Văn Nam", "2026-10-03", "2026-10-04"), "benefit": "Vợ sinh con",
         "reason": "Nghỉ ngoài thời hạn 60 ngày kể từ ngày vợ sinh con (Luật BHXH Điều 53)"}
    ]  # fmt: skip
    return {
        "letterhead": samples.letterhead("DS-BHXH", "12", "2026-11-27"), "form_code": "C70a-HSB",
        "unit_name": "Công ty Cổ phần May mặc và Xuất nhập khẩu Tổng hợp Đông Bắc", "unit_code": "TA0001A",
        "period": "tháng 10/2026, đợt 1", "dossier_number": samples.NUMBER, "received": "2026-11-23",
        "groups": groups, "refused": refused, "people": sum(len(group["lines"]) for group in groups), "total": total,
        "total_in_words": in_words(total).lower(), "preparer": "Đặng Văn Bình",
        "head_title": "Trưởng phòng Chế độ BHXH", "head": "Vũ Thị Thanh Huyền",
        "recipients": ["Công ty Cổ phần May mặc và Xuất nhập khẩu Tổng hợp Đông Bắc", "Phòng Kế hoạch - Tài chính",
                       "Lưu: VT, CĐBHXH, hồ sơ (02)"],
        "signature": samples.deputy_director(),
    }  # fmt: skip
