"""What does the archive check in each document file besides its digest: signatures and PDF/A?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from archive.packaging.doubts import SIGNATURE
from archive.packaging.findings import Finding, Severity
from archive.packaging.mets_reading import Reference
from archive.packaging.model import Opener
from bhxh_archive.documents.pdfa import lint
from bhxh_archive.keys import trust
from bhxh_archive.signing.reading import has_signatures
from bhxh_archive.signing.report import only_trust_is_open
from bhxh_archive.signing.verify import verify

BROKEN: Final = (
    "{message} Nếu là tệp từ ngoài gửi đến, hãy đề nghị người nộp gửi lại tệp nguyên vẹn hoặc nộp bản giấy để quét."
)


def check_file(file: Reference, opener: Opener) -> Iterable[Finding]:
    """Findings on one PDF of the first representation; scans as they came are judged by their digest alone."""
    if "/rep1/" not in file.path or not file.path.endswith(".pdf"):
        return []
    with opener() as stream:
        pdf = stream.read()
    return [*_signatures(file.path, pdf), *_form(file.path, pdf)]


def _signatures(path: str, pdf: bytes) -> Iterator[Finding]:
    """Every signature in a file must be valid; what could not be checked is said, never taken for valid.

    A doubt that is only about trust bears a code of its own: the sender may have settled it with a reason.
    """
    if not has_signatures(pdf):
        return
    report = verify(pdf, trust=trust())
    if report.valid:
        return
    severity = Severity.ERROR if report.complete else Severity.UNCHECKED
    if only_trust_is_open(report.as_dict()):
        yield Finding(SIGNATURE, path, report.message_vi, severity=severity)
    else:
        yield Finding("signature-broken", path, BROKEN.format(message=report.message_vi), severity=severity)


def _form(path: str, pdf: bytes) -> Iterator[Finding]:
    for found in lint(pdf):
        yield Finding(f"pdfa-{found.code}", path, found.message_vi, severity=Severity.WARNING)
