"""Is every signature that must be there present, right, and the file untouched since?

Verification tools differ in what they overlook: a time-stamped chain may be sound while an
annotation was laid over page 1, and a change analysis may pass bytes after the end. So a file is
valid only when ETSI EN 319 102-1 validation, the analysis of later changes, the expected signers
and the byte coverage all agree.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader

from .archival import judge_archival, stamp_reports
from .coverage import after_the_last, newest
from .judging import judge_all
from .looping import run
from .reading import DAMAGE, signature_fields
from .report import Finding, Report, SignatureReport, conclude, finding
from .traces import trace
from .trust import Trust

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Expected:
    """A signature that must be there. The fingerprint is SHA-256 in lower-case hex; None leaves it open.

    `whose` says in words whose it is, for where it is missing.
    """

    field: str
    fingerprint: str | None = None
    common_name: str | None = None
    whose: str = ""

    def matches(self, report: SignatureReport) -> bool:
        holder = report.signer
        if holder is None:
            return False
        right_key = self.fingerprint in (None, holder.fingerprint_sha256)
        return right_key and self.common_name in (None, holder.subject_common_name)


def verify(
    pdf: bytes,
    *,
    trust: Trust,
    expected: Sequence[Expected] | None = None,
    long_term: bool = False,
    filled: bool = False,
) -> Report:
    """Judges all signatures of a file; never raises.

    `expected`: exactly these signatures, no more and no less; None accepts any number of at least
    one. `filled`: no field for a signature may be empty, as in a file that somebody has still to
    sign. `long_term`: a document time-stamp must close the file (B-LTA). Ask for it wherever the
    file has been extended, since a file cut back to its state before is still soundly signed.
    """
    try:
        return run(_verify(pdf, trust, expected, long_term, filled))
    # Hostile input may raise anything out of four parsers; a file that cannot be judged is not valid.
    except Exception as problem:  # noqa: BLE001
        log.warning("file could not be judged: %s", trace(problem))
        return conclude((), [finding("unreadable")])


async def _verify(
    pdf: bytes, trust: Trust, expected: Sequence[Expected] | None, long_term: bool, filled: bool
) -> Report:
    try:
        reader = PdfFileReader(BytesIO(pdf))
        every = list(reader.embedded_signatures)
        empty = [name for name, signed in signature_fields(reader).items() if filled and not signed]
    except DAMAGE:
        return conclude((), [finding("unreadable")])
    signatures = [one for one in every if one.sig_object_type == "/Sig"]
    if not signatures:
        return conclude((), [finding("unsigned"), *_against((), expected)])
    archived = newest(every).sig_object_type == "/DocTimeStamp"
    reports = await judge_all(signatures, trust, archived=archived)
    archived_at, about_archival = await judge_archival(every, reports, trust, required=long_term)
    still_open = [finding("signature_open", name) for name in empty]
    about_file = [*_against(reports, expected), *still_open, *about_archival, *after_the_last(pdf, every)]
    return conclude(reports, about_file, archived_at, stamp_reports(pdf, every, about_archival))


def _against(reports: Sequence[SignatureReport], expected: Sequence[Expected] | None) -> list[Finding]:
    if expected is None:
        return []
    present = {report.field: report for report in reports}
    wanted = {one.field: one for one in expected}
    missing = [_missing(one) for name, one in wanted.items() if name not in present]
    unexpected = [finding("signature_unexpected", name) for name in present if name not in wanted]
    wrong = [
        finding("signer_mismatch", name)
        for name, one in wanted.items()
        if name in present and not one.matches(present[name])
    ]
    return missing + unexpected + wrong


def _missing(one: Expected) -> Finding:
    found = finding("signature_missing", one.field)
    return replace(found, message_vi=f"Thiếu chữ ký số bắt buộc: {one.whose}.") if one.whose else found
