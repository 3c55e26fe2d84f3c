"""What does the archive's report on a transferred package say, on paper?"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from archive.contents import documents_in
from archive.models import ArchiveRecord, Package
from archive.packaging.read import ReadDocument
from archive.specs import title_of
from bhxh_archive.forms_in_force import render
from bhxh_archive.models import Office, User

_DIGESTS = ("payload-", "tag-", "manifest-", "file-damaged", "unreadable", "too-large")
_GROUPS = (
    ("Cấu trúc gói tin, kê khai và dữ liệu đặc tả (Thông tư 05/2025/TT-BNV)", ()),
    ("Mã băm SHA-256 của mọi tệp", _DIGESTS),
    ("Chữ ký số trong các tài liệu", ("signature",)),
    ("Định dạng PDF/A", ("pdfa-",)),
)
_HIDING = (*_DIGESTS, "mets-missing", "xml-", "root-folder")
"""Faults behind which documents lie that were never opened, so that nothing is known of their signatures."""
_NOT_LOOKED_AT = "Chưa kiểm tra được mọi tệp."


def acceptance_pdf(package: Package, *, by: User, accepted: bool, reason: str = "") -> bytes:
    """The verification report as PDF/A: every check, every document, accepted or returned."""
    return render("acceptance_report", _data(package, by, accepted, reason))


def _data(package: Package, by: User, accepted: bool, reason: str) -> dict[str, Any]:
    centre = by.office or Office.objects.get(kind=Office.Kind.CENTRE)
    name = centre.name_on(timezone.localdate())
    return {
        "parent": name.parent_name, "agency": name.name, "place": name.place,
        "package_id": str(package.objid), "file_code": package.file_code, "file_title": _title(package),
        "transferring_office": package.owner.receiving_office.name, "sha256": package.manifest_digest,
        "size": package.size, "transferred_at": (package.dossier and package.dossier.state_since) or timezone.now(),
        "checked_at": package.verified_at or timezone.now(), "checks": checks_of(package),
        "documents": [_document(row) for row in documents_in(package)], "accepted": accepted, "reason": reason,
        "checker": by.full_name,
    }  # fmt: skip


def _title(package: Package) -> str:
    """The record's title, or the one that the record will have."""
    owner = package.owner
    return owner.title if isinstance(owner, ArchiveRecord) else title_of(owner)


def checks_of(package: Package) -> list[dict[str, str]]:
    """One line per group of checks: `name`, `outcome`, `detail`; none before verification.

    `outcome` is passed, warned, failed, or unchecked: what was not looked at never counts as passed.
    """
    if not package.report:
        return []
    findings = package.report.get("findings", [])
    files = package.report.get("files_checked", 0)
    opened = files and not any(_is_fault(found) and found["code"].startswith(_HIDING) for found in findings)
    looked_at = (files, files, opened, opened)
    return [_check(label, _of_group(findings, group), files, bool(looked))
            for (label, group), looked in zip(_GROUPS, looked_at, strict=True)]  # fmt: skip


def _is_fault(found: dict[str, str]) -> bool:
    return found["severity"] != "warning"


def _of_group(findings: list[dict[str, str]], group: tuple[str, ...]) -> list[dict[str, str]]:
    """The findings of one group; the first group, which names no codes, has those of no other."""
    if group:
        return [found for found in findings if found["code"].startswith(group)]
    known = tuple(prefix for _, prefixes in _GROUPS for prefix in prefixes)
    return [found for found in findings if not found["code"].startswith(known)]


def _check(label: str, findings: list[dict[str, str]], files: int, looked_at: bool) -> dict[str, str]:
    if findings:
        worst = min(findings, key=lambda found: _OUTCOMES.index(_outcome(found)))
        return {"name": label, "outcome": _outcome(worst), "detail": worst["message"]}
    if not looked_at:
        return {"name": label, "outcome": "unchecked", "detail": _NOT_LOOKED_AT}
    return {"name": label, "outcome": "passed", "detail": f"{files} tệp khớp." if label.startswith("Mã băm") else ""}


_OUTCOMES = ("failed", "unchecked", "warned")


def _outcome(found: dict[str, str]) -> str:
    return {"error": "failed", "unchecked": "unchecked"}.get(found["severity"], "warned")


def _document(row: ReadDocument) -> dict[str, Any]:
    return {
        "code": f"{row.ordinal:07d}", "title": row.meta.subject, "pages": row.meta.number_of_page,
        "size": sum(file.size for file in row.preserved),
        "trust": "Gốc điện tử" if row.meta.confidence_level == "01" else "Số hóa",
    }  # fmt: skip
