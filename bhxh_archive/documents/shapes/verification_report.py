"""What does the report on the signatures of one file show?"""

from __future__ import annotations

from typing import Final, Literal, TypedDict

from . import samples
from .common import Moment

Verdict = Literal["valid", "invalid", "unknown"]


class VerifiedSignature(TypedDict):
    """One signature as the verifier found it; findings are sentences for a clerk, [] when all is well."""

    field: str
    signer: str
    organisation: str
    issuer: str
    serial: str
    signed_at: Moment | None
    timestamp_by: str
    level: str
    covers_whole_file: bool
    verdict: Verdict
    findings: list[str]


class DocumentStamp(TypedDict):
    """A time-stamp over the whole document as it was then: of which authority, whose certificate who issued."""

    authority: str
    issuer: str
    serial: str
    stamped_at: Moment
    covers_whole_file: bool
    intact: bool


class VerificationReport(TypedDict):
    """Báo cáo kiểm tra chữ ký số: the file by its digest, every signature, one overall verdict; `later`: what other
    documents did to this one since, which no signature is the less valid for. `covered` says what vouches for the
    file as a whole, to its last byte."""

    parent: str
    agency: str
    place: str
    title: str
    number: str
    sha256: str
    size: int
    pages: int
    verdict: Verdict
    summary: str
    covered: str
    signatures: list[VerifiedSignature]
    stamps: list[DocumentStamp]
    later: list[str]
    checked_at: Moment
    checked_with: str


_ISSUER: Final = "CA thử nghiệm - không dùng cho giao dịch thật"
_AUTHORITY: Final = "TSA thử nghiệm"


def example() -> VerificationReport:
    """A decision signed by leader and agency."""
    head = samples.letterhead()
    return {
        "parent": head["parent"],
        "agency": head["agency"],
        "place": head["place"],
        "title": "Quyết định về việc hưởng chế độ hưu trí hằng tháng",
        "number": "05/QĐ-BHXH ngày 05/6/2026",
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "size": 227412,
        "pages": 2,
        "verdict": "valid",
        "summary": "Mọi chữ ký số nguyên vẹn. Nội dung không thay đổi từ khi ký.",
        "covered": "Toàn bộ tệp, đến byte cuối cùng, được che phủ bởi dấu thời gian tài liệu lúc 10:02:14 ngày "
        "05/06/2026 do TSA thử nghiệm cấp.",
        "signatures": _signatures(),
        "stamps": [
            {
                "authority": _AUTHORITY, "issuer": _ISSUER, "serial": "4E:21:09:AB:00:19",
                "stamped_at": "2026-06-05T10:02:14+07:00", "covers_whole_file": True, "intact": True,
            },
        ],
        "later": [
            "Đã được thay thế bởi Quyết định số 31/QĐ-BHXH ngày 10/9/2026, phát hành 10/09/2026.",
        ],
        "checked_at": "2026-11-23T08:00:00+07:00",
        "checked_with": "BHXH Archive 0.1.0",
    }  # fmt: skip


def _signatures() -> list[VerifiedSignature]:
    return [
        {
            "field": "Lãnh đạo",
            "signer": "Nguyễn Thị Ngọc Khuê",
            "organisation": "Bảo hiểm xã hội thành phố Hải Phòng",
            "issuer": _ISSUER,
            "serial": "4E:21:09:AB:00:17",
            "signed_at": "2026-06-05T09:15:30+07:00",
            "timestamp_by": _AUTHORITY,
            "level": "PAdES B-LTA",
            "covers_whole_file": False,
            "verdict": "valid",
            "findings": [],
        },
        {
            "field": "Cơ quan",
            "signer": "Bảo hiểm xã hội thành phố Hải Phòng",
            "organisation": "Bảo hiểm xã hội Việt Nam",
            "issuer": _ISSUER,
            "serial": "4E:21:09:AB:00:18",
            "signed_at": "2026-06-05T10:02:11+07:00",
            "timestamp_by": _AUTHORITY,
            "level": "PAdES B-LTA",
            "covers_whole_file": False,
            "verdict": "unknown",
            "findings": ["Chưa tải được danh sách thu hồi chứng thư. Hãy kiểm tra lại khi có mạng."],
        },
    ]
