"""What stands on the report about the signatures of one file version?"""

from __future__ import annotations

from typing import Any, Final

from django.utils import timezone

from bhxh_archive.documents.signatories import WORDS
from bhxh_archive.signing.report import Report, SignatureReport, StampReport
from intake.models import ResultVersion

LEVELS: Final = {"none": "Chưa đạt mức nào"}


def report_data(version: ResultVersion, report: Report) -> dict[str, Any]:
    """Data of the template `verification_report`: sound signatures on what never went out make no valid document.

    `later`: what other documents did to it since, with numbers and days; its signatures stay as valid as they are.
    """
    result, why_not = version.result, why_not_in_force(version)
    name = result.dossier.settling_office.name_on(timezone.localdate())
    return {
        "parent": name.parent_name,
        "agency": name.name,
        "place": name.place,
        "title": result.title,
        "number": f"{result.number} ngày {result.dated:%d/%m/%Y}",
        "sha256": version.file.digest,
        "size": version.file.size,
        "pages": version.pages,
        "verdict": "invalid" if why_not else verdict_of(report),
        "summary": f"{why_not} Các chữ ký đã có: {report.message_vi}" if why_not else report.detail_vi,
        "covered": covered_words(report),
        "stamps": [_stamp(one) for one in report.stamps],
        "signatures": [_signature(one) for one in report.signatures],
        "later": [str(remark) for remark in result.remarks.all()],
        "checked_at": timezone.now(),
        "checked_with": "BHXH Archive",
    }


def report_json(version: ResultVersion, report: Report) -> dict[str, Any]:
    """What `verify_signatures` prints of a file, and about which document it is; times are ISO 8601.

    `not_in_force` says why sound signatures make no valid document ("" where they do), which is then not `valid`.
    `later` says what other documents did to it since; `ended`: by one of them it is in force no longer.
    """
    told, why = report_data(version, report), why_not_in_force(version)
    about = {key: told[key] for key in ("agency", "title", "number", "sha256", "size", "pages", "verdict")}
    judged = {"valid": report.valid and not why, "not_in_force": why, "checked_at": told["checked_at"].isoformat(),
              "later": told["later"], "ended": version.result.ended}  # fmt: skip
    return about | report.as_dict() | judged


def why_not_in_force(version: ResultVersion) -> str:
    """Why this is no document that went out, whatever its signatures; "" for one that did."""
    if void := version.result.void_at:
        return f"Văn bản đã thu hồi ngày {timezone.localdate(void):%d/%m/%Y} trước khi phát hành, không có giá trị."
    return "" if version.issued else "Văn bản chưa phát hành, chưa có chữ ký số của cơ quan."


def verdict_of(report: Report) -> str:
    """valid, invalid, or unknown when a check could not be made."""
    if report.valid:
        return "valid"
    return "invalid" if report.complete else "unknown"


def level_words(level: str) -> str:
    """`PAdES B-LTA`, as the standard names it (ETSI EN 319 142-1)."""
    return LEVELS.get(level, f"PAdES {level}")


def covered_words(report: Report) -> str:
    """What vouches for the file as a whole, to its last byte."""
    cover = report.covered_by
    if cover is None:
        return "Không chữ ký số, dấu thời gian nào che phủ đến hết tệp."
    if isinstance(cover, StampReport):
        at = timezone.localtime(cover.time)
        said = (
            f"dấu thời gian tài liệu lúc {at:%H:%M:%S} ngày {at:%d/%m/%Y} do {cover.authority.subject_common_name} cấp"
        )
    else:
        said = f"chữ ký số «{WORDS.get(cover.field, cover.field)}»"
    return f"Toàn bộ tệp, đến byte cuối cùng, được che phủ bởi {said}."


def _stamp(one: StampReport) -> dict[str, Any]:
    authority = one.authority
    return {
        "authority": authority.subject_common_name, "issuer": authority.issuer, "serial": authority.serial_hex.upper(),
        "stamped_at": one.time, "covers_whole_file": one.covers_file, "intact": one.intact,
    }  # fmt: skip


def _signature(one: SignatureReport) -> dict[str, Any]:
    signer = one.signer
    return {
        "field": WORDS.get(one.field, one.field),
        "signer": signer.subject_common_name if signer else "",
        "organisation": (signer.organisation or "") if signer else "",
        "issuer": signer.issuer if signer else "",
        "serial": signer.serial_hex.upper() if signer else "",
        "signed_at": one.timestamp or one.claimed_time,
        "timestamp_by": "Có" if one.timestamp else "Không có",
        "level": level_words(one.level),
        "covers_whole_file": one.covers_file,
        "verdict": one.verdict,
        "findings": [found.message_vi for found in one.findings],
    }
