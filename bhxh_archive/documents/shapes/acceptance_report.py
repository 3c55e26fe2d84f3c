"""What does the archive's verification report of a transferred package show?"""

from __future__ import annotations

from typing import Literal, TypedDict

from .common import Moment

Outcome = Literal["passed", "warned", "failed", "unchecked"]


class Check(TypedDict):
    """One check of the package; detail is a sentence, "" when the outcome says it all."""

    name: str
    outcome: Outcome
    detail: str


class PackagedDocument(TypedDict):
    """One document of the package."""

    code: str
    title: str
    pages: int
    size: int
    trust: str


class AcceptanceReport(TypedDict):
    """Báo cáo kiểm tra gói tin nộp lưu: what was checked, what was found, accepted or returned."""

    parent: str
    agency: str
    place: str
    package_id: str
    file_code: str
    file_title: str
    transferring_office: str
    sha256: str
    size: int
    transferred_at: Moment
    checked_at: Moment
    checks: list[Check]
    documents: list[PackagedDocument]
    accepted: bool
    reason: str
    checker: str


def example() -> AcceptanceReport:
    """An accepted pension dossier."""
    return {
        "parent": "Bảo hiểm xã hội Việt Nam",
        "agency": "Trung tâm Lưu trữ",
        "place": "Hà Nội",
        "package_id": "uuid-3f0c7c2e-5d0e-4d0e-9d9b-0a4c5f3e2b11",
        "file_code": "G12.99.31.2026.05/QĐ-BHXH",
        "file_title": "Hồ sơ hưởng chế độ hưu trí số G12.99.31-261123-0001",
        "transferring_office": "Bảo hiểm xã hội thành phố Hải Phòng",
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "size": 8421774,
        "transferred_at": "2026-12-20T10:00:00+07:00",
        "checked_at": "2026-12-21T08:30:00+07:00",
        "checks": [
            {"name": "Cấu trúc gói tin theo Thông tư 05/2025/TT-BNV", "outcome": "passed", "detail": ""},
            {"name": "Mã băm SHA-256 của mọi tệp", "outcome": "passed", "detail": "14/14 tệp khớp."},
            {"name": "Chữ ký số của kết quả", "outcome": "passed", "detail": "02 chữ ký hợp lệ, có dấu thời gian."},
            {"name": "Chữ ký số của bản số hóa", "outcome": "warned", "detail": "01 tệp chưa có chữ ký cơ quan."},
            {"name": "Dữ liệu đặc tả hồ sơ và tài liệu", "outcome": "passed", "detail": ""},
        ],
        "documents": [
            {
                "code": "0000001",
                "title": "Quyết định nghỉ việc hưởng chế độ hưu trí",
                "pages": 2,
                "size": 612331,
                "trust": "Số hóa",
            },
            {
                "code": "0000002",
                "title": "Quyết định về việc hưởng chế độ hưu trí hằng tháng",
                "pages": 2,
                "size": 227412,
                "trust": "Gốc điện tử",
            },
        ],
        "accepted": True,
        "reason": "",
        "checker": "Hoàng Minh Đức",
    }
