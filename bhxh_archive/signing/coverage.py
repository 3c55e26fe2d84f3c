"""Do the signatures account for every byte of the file?"""

from collections.abc import Sequence

from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import EmbeddedPdfSignature

from .report import Finding, finding


def covered_end(signature: EmbeddedPdfSignature) -> int:
    """Offset just behind the last byte the signature covers."""
    _, _, start, length = (int(number) for number in signature.byte_range)
    return start + length


def newest(signatures: Sequence[EmbeddedPdfSignature]) -> EmbeddedPdfSignature:
    """The signature or document time-stamp made last."""
    return max(signatures, key=covered_end)


def after_the_last(pdf: bytes, every: Sequence[EmbeddedPdfSignature]) -> list[Finding]:
    """What is to be said of bytes behind the newest signature, whose integrity has been computed before.

    Many programs append validation data there (ETSI EN 319 142-1, 5.4.2). They change nothing that was signed, but
    nobody vouches for them; whatever else stands there is no part of a signed file.
    """
    last = newest(every)
    if covered_end(last) == len(pdf):
        return []
    level = getattr(last.diff_result, "modification_level", None)  # a suspicious change is no level
    only_proofs = level == ModificationLevel.LTA_UPDATES and pdf.rstrip().endswith(b"%%EOF")
    return [finding("unsealed_data" if only_proofs else "uncovered_bytes")]
