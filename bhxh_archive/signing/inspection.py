"""What signatures does a file from outside bring along?"""

from dataclasses import replace
from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader

from .coverage import after_the_last, newest
from .judging import judge_all
from .looping import run
from .reading import DAMAGE
from .report import Report, SignatureReport, conclude, finding
from .trust import Trust


def inspect(pdf: bytes, trust: Trust | None = None) -> Report:
    """Judges a foreign file by the signatures it brings, oldest first; never raises and changes nothing.

    Without `trust` the network is not asked and nobody is trusted: an intact signature comes back as
    "unknown" with the finding `trust_unknown`. With it, an issuer we do not know gives the same
    answer, for it is no fault of the file. A file that cannot be read, or bears no signature,
    has none to describe and says so.
    """
    try:
        every = list(PdfFileReader(BytesIO(pdf), strict=False).embedded_signatures)
    except DAMAGE:
        return conclude((), [finding("unreadable")])
    signatures = [one for one in every if one.sig_object_type == "/Sig"]
    if not signatures:
        return conclude((), [finding("unsigned")])
    archived = newest(every).sig_object_type == "/DocTimeStamp"
    reports = run(judge_all(signatures, trust or NOBODY, archived=archived))
    return conclude(tuple(map(_open, reports)), after_the_last(pdf, every))


def _open(report: SignatureReport) -> SignatureReport:
    """An unknown issuer leaves the question open; any other fault stands."""
    codes = {one.code for one in report.findings}
    if codes != {"certificate_untrusted"}:
        return report
    return replace(report, verdict="unknown", findings=(finding("trust_unknown", report.field),))


NOBODY = Trust(roots=(), allow_fetching=False)
