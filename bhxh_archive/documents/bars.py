"""Do bars of a code stand on a page, though nobody can read them: written over, torn, worn off?

What makes bars is that many upright strokes stand close together, each dark, and the paper between them light, over
several millimetres of height. Letters are not tall enough, or not so many of them stand on a few centimetres; the lines
of tables and the boxes of forms stand further apart. Of what the office prints, capitals 7 mm tall come nearest, with
13 strokes where 15 are asked for; bars of a code have 17 and more, crossed out, faint and skewed ones too.
"""

from __future__ import annotations

from itertools import accumulate, product
from typing import Final

from PIL import Image

_WIDTH: Final = 210
"""Millimetres of the short side: what is smaller than A4 only looks larger."""
_COLUMN: Final = 0.25
_BAND: Final = 6
"""Millimetres of height over which a stroke has to be dark."""
_STRETCH: Final = 40
_STROKES: Final = 15
_STRETCHES: Final = 2
"""So many strokes on so many millimetres, at two places or heights of the page."""
_DARK, _LIGHT = 0.6, 0.3
_INK: Final = 0.001
"""The share of a page that bars of a code take at least; where less stands, there are none."""
_DARKEST: Final = 0.25
"""Or that of what is written, on a page of a few lines: the edges of letters are light."""
_LEAST_CONTRAST: Final = 40


def shows_bars(gray: Image.Image) -> bool:
    """Whether bars stand somewhere on this page, upright or on its head; of a page wider than tall, on its side.

    Some 6 ms for A4 at 200 dpi.
    """
    upright = gray.transpose(Image.Transpose.ROTATE_90) if gray.width > gray.height else gray
    scale = upright.width / _WIDTH
    column = max(1, round(_COLUMN * scale))
    fine = upright.reduce((column, max(1, round(scale))))
    if fine.height < 2 * _BAND:
        return False
    stretch, tones = round(_STRETCH * scale / column), _tones(gray)
    bands = (fine.reduce((1, _BAND), (0, start, *fine.size)) for start in (0, _BAND // 2))
    return sum(_places(band, tones, stretch) for band in bands) >= _STRETCHES


def _tones(gray: Image.Image) -> bytes:
    """Gray level -> `d` as dark as ink, `l` as light as the paper, `m` between; none where hardly anything stands.

    Ink is the darkest that is not dust, of the page as it was scanned: made smaller, a few lines of print are no
    darker than the edges of their letters.
    """
    levels = gray.histogram()
    paper = max(range(100, 256), key=levels.__getitem__)
    written, least = sum(levels[: paper - _LEAST_CONTRAST]), _INK * gray.width * gray.height
    if written < least:
        return bytes(256)
    ink = next(level for level, dark in enumerate(accumulate(levels)) if dark >= min(least, _DARKEST * written))
    span = paper - ink
    return bytes(
        ord("d" if level < paper - _DARK * span else "l" if level > paper - _LIGHT * span else "m")
        for level in range(256)
    )


def _places(band: Image.Image, tones: bytes, stretch: int) -> int:
    """At how many places of these rows, overlapping by half, that many strokes follow each other."""
    found, data, width = 0, band.tobytes().translate(tones), band.width
    for row, start in product(range(band.height), range(0, width - stretch // 2, stretch // 2)):
        here = data[row * width + start : row * width + min(width, start + stretch)]
        found += here.translate(None, b"m").count(b"ld") >= _STROKES
    return found
