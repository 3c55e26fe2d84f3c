"""Do the document time-stamps that keep a file verifiable for decades hold? (B-LTA)"""

from collections.abc import Sequence
from datetime import UTC, datetime

from pyhanko.sign.diff_analysis import SuspiciousModification
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data

from .coverage import covered_end, newest
from .identity import certificate_identity
from .report import Finding, SignatureReport, StampReport, finding
from .trust import Trust


async def judge_archival(
    every: Sequence[EmbeddedPdfSignature], reports: Sequence[SignatureReport], trust: Trust, *, required: bool
) -> tuple[datetime | None, list[Finding]]:
    """The time of the newest sound document time-stamp that closes the file, and what is wrong with any.

    `every`: signatures and document time-stamps; `reports`: what was found about the signatures.
    """
    stamps = [one for one in every if one.sig_object_type == "/DocTimeStamp"]
    findings = [one for stamp in stamps for one in await _about(stamp, trust)]
    if not stamps or newest(every) not in stamps:
        return None, findings + ([finding("long_term_missing")] if required else [])
    if findings:
        return None, findings
    # A chain that was judged sound lifts every signature to B-LTA; pyHanko says no more than that.
    if any(report.level != "B-LTA" and report.verdict == "valid" for report in reports):
        return None, [finding("long_term_unknown")]
    return _time(newest(stamps)), []


async def _about(stamp: EmbeddedPdfSignature, trust: Trust) -> list[Finding]:
    """Integrity of one document time-stamp; its chain is judged with the signatures it covers."""
    try:
        stamp.compute_integrity_info()
        status = await validate_tst_signed_data(stamp.signed_data, trust.validation_context(None), stamp.compute_digest)
    # As for signatures: whatever a damaged token provokes in the parsers means that it is broken.
    except Exception:  # noqa: BLE001
        return [finding("long_term_broken", stamp.field_name)]
    if not (status["intact"] and status["valid"]):
        return [finding("long_term_broken", stamp.field_name)]
    changed = isinstance(stamp.diff_result, SuspiciousModification)
    return [finding("later_change", stamp.field_name)] if changed else []


def stamp_reports(
    pdf: bytes, every: Sequence[EmbeddedPdfSignature], findings: Sequence[Finding]
) -> tuple[StampReport, ...]:
    """What each document time-stamp says of itself, judged by the findings about it; one that can't be read is left
    out, its finding says so."""
    stamps = [one for one in every if one.sig_object_type == "/DocTimeStamp"]
    blamed = {found.field for found in findings}
    readable = (stamp for stamp in stamps if finding("long_term_broken", stamp.field_name) not in findings)
    return tuple(
        StampReport(
            stamp.field_name, _time(stamp), certificate_identity(stamp.signer_cert),
            intact=stamp.field_name not in blamed, covers_file=covered_end(stamp) == len(pdf),
        )
        for stamp in readable
    )  # fmt: skip


def _time(stamp: EmbeddedPdfSignature) -> datetime:
    time: datetime = stamp.signed_data["encap_content_info"]["content"].parsed["gen_time"].native
    return time.astimezone(UTC)
