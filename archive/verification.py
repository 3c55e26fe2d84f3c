"""Is a package in one of our stores whole and lawful? The archive believes nothing it was told."""

from __future__ import annotations

from typing import Any

from archive.checks import check_file
from archive.packaging.findings import Finding
from archive.packaging.verify import Report, verify
from archive.places import StoreReader
from bhxh_archive.stores.base import Store


def verify_package(store: Store, prefix: str) -> Report:
    """Read every byte under the prefix and judge it: bag, digests, METS, metadata, signatures, PDF/A."""
    return verify(StoreReader(store, prefix), check_file=check_file)


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
