"""What does a verification say, in figures for programs and in sentences for clerks?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from .identity import Identity

Verdict = Literal["valid", "invalid", "unknown"]
Level = Literal["none", "B-B", "B-T", "B-LT", "B-LTA"]

# code: sentence, the gravest first: of several faults the one sentence about a file names the first. Changed bytes come
# before what was added later, that before a wrong signer, and last what is missing, which a sound file may still get.
# Codes marked in NOT_CHECKED mean "could not be found out", all others "is wrong".
MESSAGES_VI = {
    "unreadable": "Không đọc được tệp PDF: tệp hỏng, bị cắt hoặc không phải PDF.",
    "unsigned": "Tệp không có chữ ký số nào.",
    "content_changed": "Nội dung đã bị sửa sau khi ký.",
    "signature_broken": "Chữ ký số bị hỏng hoặc bị sửa.",
    "container_altered": "Dữ liệu đi kèm chữ ký số đã bị sửa sau khi ký.",
    "later_change": "Sau khi ký, tệp đã bị thêm nội dung không được phép.",
    "uncovered_bytes": "Tệp có dữ liệu nằm ngoài phạm vi chữ ký.",
    "long_term_broken": "Dấu thời gian lưu trữ dài hạn bị hỏng hoặc bị sửa.",
    "timestamp_invalid": "Dấu thời gian của chữ ký không hợp lệ.",
    "certificate_revoked": "Chứng thư số đã bị thu hồi khi ký.",
    "signer_mismatch": "Chữ ký không phải của người hoặc cơ quan phải ký.",
    "signature_unexpected": "Tệp có chữ ký số không thuộc quy trình ký của văn bản này.",
    "certificate_untrusted": "Chứng thư số không do tổ chức chứng thực được hệ thống tin cậy cấp.",
    "certificate_unsuitable": "Chứng thư số không được cấp để ký văn bản.",
    "certificate_expired": "Chứng thư số không còn hoặc chưa có hiệu lực khi ký.",
    "timestamp_untrusted": "Dấu thời gian không do tổ chức được hệ thống tin cậy cấp.",
    "algorithm_weak": "Chữ ký dùng thuật toán không còn an toàn.",
    "unsealed_data": "Dữ liệu kiểm tra thêm vào sau chữ ký chưa được dấu thời gian lưu trữ che phủ.",
    "signature_missing": "Thiếu chữ ký số bắt buộc.",
    "signature_open": "Còn ô chữ ký chưa ký: văn bản chưa đủ chữ ký.",
    "timestamp_missing": "Chữ ký không có dấu thời gian.",
    "long_term_missing": "Tệp thiếu dấu thời gian lưu trữ dài hạn.",
    "revocation_unknown": "Chưa kiểm tra được chứng thư số có bị thu hồi hay không. Hãy kiểm tra lại sau.",
    "long_term_unknown": "Chưa kiểm tra được dấu thời gian lưu trữ dài hạn. Hãy kiểm tra lại sau.",
    "trust_unknown": "Chưa rõ tổ chức cấp chứng thư số có được tin cậy hay không.",
    "not_checked": "Chưa kiểm tra được đầy đủ chữ ký. Hãy kiểm tra lại sau hoặc báo quản trị viên.",
}
NOT_CHECKED = frozenset({"revocation_unknown", "long_term_unknown", "trust_unknown", "not_checked"})
_GRAVITY = {code: rank for rank, code in enumerate(MESSAGES_VI)}
ABOUT_TRUST = NOT_CHECKED | {
    "certificate_untrusted", "certificate_expired", "timestamp_missing", "timestamp_untrusted", "unsealed_data",
}  # fmt: skip
"""Whom, when or which proof to believe is open; the bytes that were signed are not touched by it."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or could not be checked; `field` is empty when it concerns the file."""

    code: str
    message_vi: str
    field: str = ""

    @property
    def could_not_check(self) -> bool:
        return self.code in NOT_CHECKED

    def as_dict(self) -> dict[str, str]:
        return {"code": self.code, "message_vi": self.message_vi, "field": self.field}


def finding(code: str, field_name: str = "") -> Finding:
    """The finding of that code, with its sentence."""
    return Finding(code, MESSAGES_VI[code], field_name)


_PLAIN = ("field", "verdict", "reason", "location", "certifies", "intact", "trusted", "covers_file", "level")


@dataclass(frozen=True)
class SignatureReport:
    """What was found about one signature. `timestamp` is the proven time (UTC), `claimed_time` the signer's word.

    `certifies`: the signature forbids changes (DocMDP). `covers_file`: nothing follows it in the file.
    """

    field: str
    verdict: Verdict
    signer: Identity | None = None
    timestamp: datetime | None = None
    claimed_time: datetime | None = None
    reason: str | None = None
    location: str | None = None
    certifies: bool = False
    intact: bool = False
    trusted: bool = False
    covers_file: bool = False
    level: Level = "none"
    findings: tuple[Finding, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        plain = {name: getattr(self, name) for name in _PLAIN}
        return plain | {
            "signer": self.signer.as_dict() if self.signer else None,
            "timestamp": self.timestamp.isoformat() if self.timestamp else None,
            "claimed_time": self.claimed_time.isoformat() if self.claimed_time else None,
            "findings": [one.as_dict() for one in self.findings],
        }


@dataclass(frozen=True)
class StampReport:
    """A document time-stamp (`time` in UTC) with whose certificate it was made; `intact`: nothing is wrong with it.

    `covers_file`: no byte follows what it covers.
    """

    field: str
    time: datetime
    authority: Identity
    intact: bool
    covers_file: bool

    def as_dict(self) -> dict[str, Any]:
        plain = {"field": self.field, "intact": self.intact, "covers_file": self.covers_file}
        return plain | {"time": self.time.isoformat(), "authority": self.authority.as_dict()}


@dataclass(frozen=True)
class Report:
    """Judgment of a file: valid, or invalid, or (neither `valid` nor `complete`) still open.

    `complete` is False when nothing is wrong but a check could not be made, say because a service
    was silent: that is no proof of a fault, and worth trying again. `detail_vi` is `message_vi` without
    its verdict, for where that stands beside it. `stamps`: every document time-stamp that can be read,
    in the order of the file.
    """

    valid: bool
    complete: bool
    message_vi: str
    signatures: tuple[SignatureReport, ...]
    findings: tuple[Finding, ...]
    archived_at: datetime | None = None
    detail_vi: str = ""
    stamps: tuple[StampReport, ...] = ()

    @property
    def covered_by(self) -> StampReport | SignatureReport | None:
        """What vouches for every byte of the file to its end; None where nothing does."""
        every: tuple[StampReport | SignatureReport, ...] = (*self.stamps, *self.signatures)
        return next((one for one in every if one.covers_file and one.intact), None)

    def as_dict(self) -> dict[str, Any]:
        """JSON-serialisable; times are ISO 8601 in UTC.

        `covers_file` of a signature says that nothing follows it; of the file as a whole `covered_to_end_by` names the
        field of the signature or document time-stamp that covers its last byte.
        """
        return {
            "valid": self.valid,
            "complete": self.complete,
            "message_vi": self.message_vi,
            "archived_at": self.archived_at.isoformat() if self.archived_at else None,
            "covered_to_end_by": cover.field if (cover := self.covered_by) else None,
            "document_timestamps": [one.as_dict() for one in self.stamps],
            "signatures": [one.as_dict() for one in self.signatures],
            "findings": [one.as_dict() for one in self.findings],
        }


def only_trust_is_open(report: Mapping[str, Any]) -> bool:
    """Whether every signature of a report (as `Report.as_dict` writes it) was found untouched and only trust is open.

    Such a doubt a person may settle with a reason; nobody's reason makes changed bytes, a bad cryptographic value or a
    revoked certificate good.
    """
    signatures = report["signatures"]
    told = [*report.get("findings", ()), *(found for one in signatures for found in one["findings"])]
    untouched = bool(signatures) and all(one["intact"] for one in signatures)
    return untouched and {found["code"] for found in told} <= ABOUT_TRUST


def conclude(
    signatures: tuple[SignatureReport, ...],
    about_file: list[Finding],
    archived_at: datetime | None = None,
    stamps: tuple[StampReport, ...] = (),
) -> Report:
    """Sums up: any fault makes the file invalid; otherwise any missing check leaves it undecided.

    The sentence names the gravest fault, wherever it was found: in the file or in one of its signatures.
    """
    findings = (*about_file, *(one for signature in signatures for one in signature.findings))
    faults = [one for one in findings if not one.could_not_check]
    verdict, detail = _sentence(faults, findings, len(signatures))
    return Report(
        valid=not findings,
        complete=bool(faults) or not findings,
        message_vi=f"{verdict}: {detail}",
        signatures=signatures,
        findings=findings,
        archived_at=archived_at,
        detail_vi=detail,
        stamps=stamps,
    )


def _sentence(faults: list[Finding], findings: tuple[Finding, ...], count: int) -> tuple[str, str]:
    """The verdict in words, and what it rests on."""
    if faults:
        return "Chữ ký số không hợp lệ", min(faults, key=lambda one: _GRAVITY[one.code]).message_vi
    if findings:
        return "Chưa kết luận được về chữ ký số", findings[0].message_vi
    return "Hợp lệ", f"{count} chữ ký số nguyên vẹn, có dấu thời gian, chứng thư số còn hiệu lực khi ký."
