"""By how many degrees does a page lie askew?"""

import math

from PIL import Image, ImageChops, ImageStat

MOST = 8.0  # degrees; beyond that a paper was photographed, not fed
# Demo pages turned by -8 to 8 degrees were measured within 0.2 degrees of the truth; their lines stood 4 to 20
# times as sharp at the best angle as on the average, those of blank pages with grain 1.3 times.
_COLUMNS = 24  # strips that are slid against each other
_COARSE, _FINE = 0.5, 0.1
_CLEAR = 2.0
_PAPER = 245
_RIM = 12  # pixels at top and bottom that sliding fills with paper


def skew_of(gray: Image.Image) -> float:
    """Degrees by which the lines of an upright page fall to the right (negative: rise), to 0.1; 0 without clear lines.

    Turned anticlockwise by this angle the page is straight. `gray` is its `checks.small_gray`.
    """
    columns = gray.resize((_COLUMNS, gray.height), Image.Resampling.BOX)
    lean = columns.width / gray.width
    coarse = {angle: _sharpness(columns, angle, lean) for angle in _steps(0, MOST, _COARSE)}
    best = max(coarse, key=coarse.__getitem__)
    if coarse[best] < _CLEAR * max(1, sum(coarse.values()) / len(coarse)):
        return 0.0
    fine = {angle: _sharpness(columns, angle, lean) for angle in _steps(best, _COARSE, _FINE)}
    found: float = max(fine, key=fine.__getitem__)
    return round(found, 1)


def _steps(middle: float, reach: float, step: float) -> list[float]:
    number = round(reach / step)
    return [middle + place * step for place in range(-number, number + 1)]


def _sharpness(columns: Image.Image, angle: float, lean: float) -> float:
    """How much brightness changes from row to row once the strips are slid by this angle: most along straight lines."""
    slope = math.tan(math.radians(angle)) / lean
    start = 0.5 - slope * columns.width / 2  # half a pixel on: else no sliding at all would look sharper than any
    slid = columns.transform(columns.size, Image.Transform.AFFINE, (1, 0, 0, slope, 1, start),
                             Image.Resampling.BILINEAR, fillcolor=_PAPER)  # fmt: skip
    rows = slid.resize((1, columns.height), Image.Resampling.BOX)
    changes = ImageChops.difference(rows, ImageChops.offset(rows, 0, 1))
    return float(ImageStat.Stat(changes.crop((0, _RIM, 1, columns.height - _RIM))).sum2[0])
