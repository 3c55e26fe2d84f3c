"""Do the signatures account for every byte of the file?"""

from collections.abc import Sequence

from pyhanko.sign.validation import EmbeddedPdfSignature


def covered_end(signature: EmbeddedPdfSignature) -> int:
    """Offset just behind the last byte the signature covers."""
    _, _, start, length = (int(number) for number in signature.byte_range)
    return start + length


def newest(signatures: Sequence[EmbeddedPdfSignature]) -> EmbeddedPdfSignature:
    """The signature or document time-stamp made last."""
    return max(signatures, key=covered_end)
