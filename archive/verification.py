"""Is a package in one of our stores whole and lawful? The archive believes nothing it was told."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

from archive.checks import check_file
from archive.packaging.findings import Finding, Severity
from archive.packaging.readers import PackageReader, Unreadable
from archive.packaging.verify import Report, verify
from archive.places import Seen, StoreReader
from bhxh_archive.stores.base import Store

MANIFEST = "manifest-sha256.txt"
REPLACED = "Danh mục mã băm của gói không phải danh mục đã ghi nhận khi tạo gói: cả gói đã bị thay."


def verify_package(store: Store, prefix: str, *, manifest: str = "", seen: Seen | None = None) -> Report:
    """Read every byte under the prefix and judge it: bag, digests, METS, metadata, signatures, PDF/A.

    `manifest` is the SHA-256 of the list of digests as the database has it: a package that was rewritten consistently,
    its own lists included, is found out by it. `seen(path)` is told of each file that is opened.
    """
    reader = StoreReader(store, prefix, seen)
    report = verify(reader, check_file=check_file)
    if manifest and _differs(reader, manifest):
        finding = Finding("manifest-replaced", MANIFEST, REPLACED, severity=Severity.ERROR)
        return replace(report, findings=(*report.findings, finding))
    return report


def _differs(reader: PackageReader, manifest: str) -> bool:
    """Whether the list of digests is another one; one that cannot be read is the verifier's finding already."""
    try:
        with reader.open(MANIFEST) as stream:
            return sha256(stream.read()).hexdigest() != manifest
    except (Unreadable, OSError):
        return False


def as_dict(report: Report) -> dict[str, Any]:
    """The report as JSON for the package's row and for `verify_package`."""
    return {
        "valid": report.valid,
        "complete": report.complete,
        "files_checked": report.files_checked,
        "bytes_checked": report.bytes_checked,
        "findings": [_finding(found) for found in report.findings],
    }


def _finding(found: Finding) -> dict[str, str]:
    return {"code": found.code, "path": found.path, "severity": found.severity, "message": found.message_vi}
