"""Do two page images show the same page?"""

from PIL import Image

_GRID = (16, 23)  # fields of an A4 page, about 13 mm each
# Demo pages scanned again (moved by 2 mm, turned by 0.8 degrees, darker, softer) differed from themselves in at most 9
# bits and agreed by 0.89 or more; different pages of one dossier agreed by 0.79 at most, though some in all but 4 bits.
NEAR_BITS = 10
ALIKE = 0.85


def dhash(gray: Image.Image) -> int:
    """Difference hash as a signed 64-bit integer (fits PostgreSQL bigint); near-equal pages differ in few bits."""
    tiny = gray.resize((9, 8), Image.Resampling.BOX)
    pixels = tiny.tobytes()
    rows = (pixels[start : start + 9] for start in range(0, 72, 9))
    bits = [left > right for row in rows for left, right in zip(row, row[1:], strict=False)]
    unsigned = sum(bit << place for place, bit in enumerate(bits))
    return unsigned - (1 << 64) if unsigned >> 63 else unsigned


def likeness(gray: Image.Image) -> bytes:
    """How dark each field of the page is, a byte a field: what `agreement` compares."""
    return gray.resize(_GRID, Image.Resampling.BOX).tobytes()


def agreement(one: bytes, other: bytes) -> float:
    """Correlation of two `likeness` values, -1 to 1; 0 when one of them is even or missing."""
    if not one or len(one) != len(other):
        return 0.0
    mean, mean_other = sum(one) / len(one), sum(other) / len(other)
    pairs = [(left - mean, right - mean_other) for left, right in zip(one, other, strict=True)]
    together = sum(left * right for left, right in pairs)
    alone = sum(left * left for left, _ in pairs) * sum(right * right for _, right in pairs)
    return together / alone**0.5 if alone else 0.0
