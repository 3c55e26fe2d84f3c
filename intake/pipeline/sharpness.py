"""Is a page blurred?"""

from PIL import Image, ImageChops, ImageFilter, ImageStat

_TILE, _SMALLER = 320, 8  # pixels; a tile is a multiple of what the picture is reduced by
_TILES = 4
_LEAST_SPREAD = 4.0  # gray levels: a tile with less bears nothing that could be blurred
# Demo pages at 200 dpi measured 0.19 to 0.24 (0.14 when scanned at 150 dpi), after a Gaussian blur of 1 pixel 0.10 to
# 0.13, of 1.5 pixels 0.07 to 0.09, of 2 pixels 0.05 to 0.06, of 3 pixels 0.03; JPEG at quality 35 changes little.
BLURRED = 0.06


def sharpness(view: Image.Image) -> float | None:
    """Share of the contrast that lies in the finest detail, 0 to about 0.4; None when the page bears nothing to judge.

    `view` is the page in gray at about 200 dpi. The middle one of its most written parts speaks for it.
    """
    found = sorted(_detail(tile) for tile in _written(view))
    return found[len(found) // 2] if found else None


def _written(view: Image.Image) -> list[Image.Image]:
    """The parts, the rim left out, in which brightness differs most."""
    small, side = view.reduce(_SMALLER), _TILE // _SMALLER
    rim = side // 2
    places = [
        (ImageStat.Stat(small.crop((x, y, x + side, y + side))).stddev[0], x * _SMALLER, y * _SMALLER)
        for y in range(rim, small.height - side - rim + 1, side)
        for x in range(rim, small.width - side - rim + 1, side)
    ]
    best = sorted(place for place in places if place[0] > _LEAST_SPREAD)[-_TILES:]
    return [view.crop((x, y, x + _TILE, y + _TILE)) for _, x, y in best]


def _detail(tile: Image.Image) -> float:
    fine = ImageStat.Stat(ImageChops.difference(tile, tile.filter(ImageFilter.BoxBlur(1)))).sum2[0]
    whole = ImageStat.Stat(tile).var[0] * tile.width * tile.height
    return float((fine / max(1.0, whole)) ** 0.5)
