"""What of a page image is kept, so that the page is known when it comes again?

A hash of 64 bits tells which pages have ink in the same places in the large, as all pages of one layout have. A sketch
orders these by how near they are, and a map of the ink, half a millimetre fine, tells whether the nearest are the same
page (`same_page`). Sketch and map hold what is darker than its surroundings: words and strokes, not ruled lines.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Final

from PIL import Image, ImageChops, ImageOps

from intake.pipeline.ink import Ink, correlation
from intake.pipeline.skew import skew_of

MAP: Final = (420, 594)
"""Of an A4 page: half a millimetre each."""
_SKETCH: Final = (104, 148)
"""2 mm each."""
SKETCH_BYTES: Final = 104 * 148 // 8
_MAP_BYTES: Final = -(-MAP[0] // 8) * MAP[1]
_DARK, _BRIGHT = 1, 20
"""Percent of the pixels that count as all black and as bare paper: scans differ in brightness."""
_AROUND: Final = 26
"""Into so many parts a side is cut to tell what is dark there on the average, 8 mm across."""
_CLEARLY: Final = 14
"""Gray levels that ink is darker than its surroundings; the grain of paper stays below."""
_MOVES: Final = [down * _SKETCH[0] + across for down in range(-2, 3) for across in range(-2, 3)]
NEAR_BITS: Final = 16
"""Of the 64 bits of `dhash`; scans of one page differ in 13 at most, other pages mostly in more."""
_FEW: Final = 6
"""Pages that are compared in full, 10 to 20 ms each."""


def dhash(gray: Image.Image) -> int:
    """Difference hash as a signed 64-bit integer (fits PostgreSQL bigint); near-equal pages differ in few bits."""
    tiny = gray.resize((9, 8), Image.Resampling.BOX)
    pixels = tiny.tobytes()
    rows = (pixels[start : start + 9] for start in range(0, 72, 9))
    bits = [left > right for row in rows for left, right in zip(row, row[1:], strict=False)]
    unsigned = sum(bit << place for place, bit in enumerate(bits))
    return unsigned - (1 << 64) if unsigned >> 63 else unsigned


def likeness(gray: Image.Image) -> bytes:
    """The sketch of the page and behind it the packed map of its ink, laid straight; 5 to 11 KB."""
    ink = ImageOps.invert(ImageOps.autocontrast(gray, cutoff=(_DARK, _BRIGHT)))
    straight = ink.rotate(skew_of(gray), Image.Resampling.BILINEAR)
    return _strokes(straight, _SKETCH) + zlib.compress(_strokes(straight, MAP))


def _strokes(ink: Image.Image, size: tuple[int, int]) -> bytes:
    """A bit for each field: is it darker than what lies beside it and than what lies above and below?"""
    fields = ink.resize(size, Image.Resampling.BOX)
    around = ImageChops.lighter(_mean(fields, (_AROUND, size[1])), _mean(fields, (size[0], _AROUND * 10 // 7)))
    clear = ImageChops.subtract(fields, around, offset=-_CLEARLY)
    return clear.point(lambda value: 255 if value else 0).convert("1").tobytes()


def _mean(fields: Image.Image, parts: tuple[int, int]) -> Image.Image:
    return fields.resize(parts, Image.Resampling.BOX).resize(fields.size, Image.Resampling.BILINEAR)


def nearest(page: bytes, sketches: Iterable[tuple[int, bytes]]) -> list[int]:
    """The keys of the few pages whose sketches are most like this page's, given its `likeness`."""
    own = int.from_bytes(page[:SKETCH_BYTES])
    found = sorted(((_sketched_alike(own, int.from_bytes(other)), key) for key, other in sketches), reverse=True)
    return [key for _, key in found[:_FEW]]


def _sketched_alike(one: int, other: int) -> float:
    moved = (other << move if move > 0 else other >> -move for move in _MOVES)
    return max(correlation(one, place, SKETCH_BYTES * 8) for place in moved)


def ink_map(page: bytes) -> Ink | None:
    """The map within a `likeness`; None when it is missing or was kept in another form."""
    try:
        return Ink(Image.frombytes("1", MAP, zlib.decompressobj().decompress(page[SKETCH_BYTES:], _MAP_BYTES)))
    except (zlib.error, ValueError):
        return None
