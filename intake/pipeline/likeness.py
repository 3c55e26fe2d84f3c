"""Do two page images show the same page?

Two pages of text fill the same margins, so where ink lies in the large says little. Both pages are therefore laid over
each other field by field, each region moved a little until it fits best: lines of other words fit nowhere.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageChops, ImageOps

_FIELDS: Final = (105, 149)
"""Of an A4 page: 2 mm each, two or three to a line of text."""
_REGIONS: Final = (7, 10)
"""About 30 mm each: within one, a page turned by a degree is only moved."""
_MOVES: Final = range(-2, 3)
"""By how many fields a page may lie elsewhere: 4 mm with what turning moves."""
_DARK, _BRIGHT = 1, 20
"""Percent of the pixels that count as all black and as bare paper: scans differ in brightness."""
_INK: Final = 12
"""Less ink than this in a region of both pages together, of 510, is none."""
_WORST_FIFTH: Final = 0.8
# Demo pages, forms and letters scanned again (moved by 2 mm, turned by 0.8 degrees, darker, softer, noisy) agreed by
# 0.58 or more; other letters in the same layout by 0.22 at most, other demo pages by 0.35. Copies of one form filled in
# differently agreed by 0.54 to 0.87: they are asked about, too.
ALIKE: Final = 0.48
NEAR_BITS: Final = 10
"""Of the 64 bits of `dhash`; the same page differs in at most so many, many other pages in more."""


def dhash(gray: Image.Image) -> int:
    """Difference hash as a signed 64-bit integer (fits PostgreSQL bigint); near-equal pages differ in few bits."""
    tiny = gray.resize((9, 8), Image.Resampling.BOX)
    pixels = tiny.tobytes()
    rows = (pixels[start : start + 9] for start in range(0, 72, 9))
    bits = [left > right for row in rows for left, right in zip(row, row[1:], strict=False)]
    unsigned = sum(bit << place for place, bit in enumerate(bits))
    return unsigned - (1 << 64) if unsigned >> 63 else unsigned


def likeness(gray: Image.Image) -> bytes:
    """How much ink lies in each field of the page, in 16 steps, packed: what `agreement` compares; 1 to 2 KB."""
    ink = ImageOps.invert(ImageOps.autocontrast(gray, cutoff=(_DARK, _BRIGHT)))
    steps = ink.resize(_FIELDS, Image.Resampling.BOX).point(lambda value: value & 0xF0)
    return zlib.compress(steps.tobytes())


def agreement(one: bytes, other: bytes) -> float:
    """How well two `likeness` values agree, 0 to 1, where they agree worst but for a fifth of the written regions; 0
    when one of them is missing or was kept in another form."""
    first, second = _fields(one), _fields(other)
    if first is None or second is None:
        return 0.0
    moved = [_differences(first, ImageChops.offset(second, across, down)) for across in _MOVES for down in _MOVES]
    best = sorted(min(found) for place in zip(*moved, strict=True) if (found := [part for part in place if part >= 0]))
    return 1 - best[min(len(best) - 1, int(_WORST_FIFTH * len(best)))] if best else 0.0


def _fields(packed: bytes) -> Image.Image | None:
    across, down = _FIELDS
    try:
        return Image.frombytes("L", _FIELDS, zlib.decompressobj().decompress(packed, across * down))
    except (zlib.error, ValueError):
        return None


def _differences(first: Image.Image, second: Image.Image) -> Sequence[float]:
    """For each region the share of the ink that is not common, 0 to 1; -1 where there is none."""
    apart, ink, other = (_by_region(image) for image in (ImageChops.difference(first, second), first, second))
    return [part / (mine + yours) if mine + yours > _INK else -1.0
            for part, mine, yours in zip(apart, ink, other, strict=True)]  # fmt: skip


def _by_region(image: Image.Image) -> bytes:
    return image.resize(_REGIONS, Image.Resampling.BOX).tobytes()
