"""What does the archive's report on a transferred package say, on paper?"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from archive.models import Package
from bhxh_archive.documents.render import render
from bhxh_archive.models import Office, User

_GROUPS = (
    ("Cấu trúc gói tin, kê khai và dữ liệu đặc tả (Thông tư 05/2025/TT-BNV)", ()),
    ("Mã băm SHA-256 của mọi tệp", ("payload-", "tag-")),
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
        "checked_at": package.verified_at or timezone.now(), "checks": _checks(package),
        "documents": _documents(package), "accepted": accepted, "reason": reason, "checker": by.full_name,
    }  # fmt: skip


def _checks(package: Package) -> list[dict[str, str]]:
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


def _documents(package: Package) -> list[dict[str, Any]]:
    rows = [row for row in package.files.all() if "/rep1/data/" in row.path]
    return [
        {"code": f"{ordinal:07d}", "title": row.path.rsplit("/", 1)[-1], "pages": 0, "size": row.size, "trust": ""}
        for ordinal, row in enumerate(rows, start=1)
    ]
