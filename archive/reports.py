"""What does the archive's report on a transferred package say, on paper?"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from archive.contents import documents_in
from archive.models import Package
from archive.packaging.read import ReadDocument
from bhxh_archive.documents.render import render
from bhxh_archive.models import Office, User

_GROUPS = (
    ("Cấu trúc gói tin, kê khai và dữ liệu đặc tả (Thông tư 05/2025/TT-BNV)", ()),
    ("Mã băm SHA-256 của mọi tệp", ("payload-", "tag-", "manifest-replaced")),
    ("Chữ ký số trong các tài liệu", ("signature",)),
    ("Định dạng PDF/A", ("pdfa-",)),
)


def acceptance_pdf(package: Package, *, by: User, accepted: bool, reason: str = "") -> bytes:
    """The verification report as PDF/A: every check, every document, accepted or returned."""
    return render("acceptance_report", _data(package, by, accepted, reason))


def _data(package: Package, by: User, accepted: bool, reason: str) -> dict[str, Any]:
    centre = by.office or Office.objects.get(kind=Office.Kind.CENTRE)
    name = centre.name_on(timezone.localdate())
    return {
        "parent": name.parent_name, "agency": name.name, "place": name.place,
        "package_id": str(package.objid), "file_code": package.file_code, "file_title": str(package.dossier),
        "transferring_office": package.dossier.receiving_office.name, "sha256": package.manifest_digest,
        "size": package.size, "transferred_at": package.dossier.state_since or timezone.now(),
        "checked_at": package.verified_at or timezone.now(), "checks": checks_of(package),
        "documents": [_document(row) for row in documents_in(package)], "accepted": accepted, "reason": reason,
        "checker": by.full_name,
    }  # fmt: skip


def checks_of(package: Package) -> list[dict[str, str]]:
    """One line per group of checks: `name`, `outcome` (passed, warned, failed), `detail`; none before verification."""
    if not package.report:
        return []
    findings = package.report.get("findings", [])
    prefixes = tuple(prefix for _, group in _GROUPS for prefix in group)
    return [_check(label, _of_group(findings, group, prefixes), package) for label, group in _GROUPS]


def _of_group(findings: list[dict[str, str]], group: tuple[str, ...], known: tuple[str, ...]) -> list[dict[str, str]]:
    if group:
        return [found for found in findings if found["code"].startswith(group)]
    return [found for found in findings if not found["code"].startswith(known)]


def _check(label: str, findings: list[dict[str, str]], package: Package) -> dict[str, str]:
    if not findings:
        detail = f"{package.report.get('files_checked', 0)} tệp khớp." if label.startswith("Mã băm") else ""
        return {"name": label, "outcome": "passed", "detail": detail}
    failed = any(found["severity"] != "warning" for found in findings)
    return {"name": label, "outcome": "failed" if failed else "warned", "detail": findings[0]["message"]}


def _document(row: ReadDocument) -> dict[str, Any]:
    return {
        "code": f"{row.ordinal:07d}", "title": row.meta.subject, "pages": row.meta.number_of_page,
        "size": sum(file.size for file in row.preserved),
        "trust": "Gốc điện tử" if row.meta.confidence_level == "01" else "Số hóa",
    }  # fmt: skip
