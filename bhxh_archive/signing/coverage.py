"""Do the signatures account for every byte of the file?"""

import re
from collections.abc import Sequence

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DiffResult,
    DSSCompareRule,
    ModificationLevel,
    ObjectStreamRule,
    StandardDiffPolicy,
    XrefStreamRule,
)
from pyhanko.sign.validation import EmbeddedPdfSignature

# Behind the last signature even a new title is one too many.
_ONLY_VALIDATION_DATA = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),
        *(
            rule.as_qualified(ModificationLevel.LTA_UPDATES)
            for rule in (XrefStreamRule(), ObjectStreamRule(), DSSCompareRule())
        ),
    ],
    form_rule=None,
)
_TAIL = re.compile(rb"startxref\s+(\d+)\s+%%EOF(\r\n|\r|\n)?\Z")


def covered_end(signature: EmbeddedPdfSignature) -> int:
    """Offset just behind the last byte the signature covers."""
    _, _, start, length = (int(number) for number in signature.byte_range)
    return start + length


def newest(signatures: Sequence[EmbeddedPdfSignature]) -> EmbeddedPdfSignature:
    """The signature or document time-stamp made last."""
    return max(signatures, key=covered_end)


def uncovered(pdf: bytes, reader: PdfFileReader, last: EmbeddedPdfSignature) -> bool:
    """Is there anything behind the newest signature but, at most, one update of validation data?

    A validator may append the DSS after the signature (ETSI EN 319 142-1, 5.4.2); it then fills
    the rest of the file exactly, as one cross-reference section that the reader also followed.
    """
    end = covered_end(last)
    if end == len(pdf):
        return False
    tail = _TAIL.search(pdf, end)
    if tail is None or pdf.count(b"%%EOF", end) != 1:
        return True
    appended = reader.xrefs.total_revisions - 1 - last.signed_revision
    if int(tail.group(1)) < end or appended != 1:
        return True
    return not isinstance(_ONLY_VALIDATION_DATA.review_file(reader, last.signed_revision), DiffResult)
