"""What is written in a small square of a page, as a row of bits, asked for thousands of times?"""

from __future__ import annotations

from math import sqrt
from typing import Final

from PIL import Image

SQUARE: Final = 20
"""Fields to a side."""
_ROW: Final = -(-SQUARE // 8)
_RIM: Final = 40
"""Fields of bare paper that are taken to lie around the page."""


class Ink:
    """The map of a page's ink: an image of one bit a field."""

    def __init__(self, image: Image.Image) -> None:
        self.image, self.width, self.height = image, image.width, image.height
        self._strips: dict[int, bytes] = {}

    def bits(self, x: int, y: int) -> int:
        """The square whose upper left corner is there; fields beyond the page are bare."""
        if x not in self._strips:
            box = (x, -_RIM, x + SQUARE, self.height + _RIM)
            self._strips[x] = self.image.crop(box).tobytes()
        start = _ROW * (y + _RIM)
        return int.from_bytes(self._strips[x][start : start + _ROW * SQUARE])

    def halved(self) -> Ink:
        """The same page on a map half as fine."""
        gray = self.image.convert("L").reduce(2)
        return Ink(gray.point(lambda value: 255 if value > 127 else 0).convert("1"))


def correlation(one: int, other: int, size: int) -> float:
    """The phi coefficient of two numbers of `size` bits: 1 equal, about 0 unrelated; 0 when one has no bit set."""
    mine, yours, both = one.bit_count(), other.bit_count(), (one & other).bit_count()
    spread = mine * (size - mine) * yours * (size - yours)
    return (size * both - mine * yours) / sqrt(spread) if spread > 0 else 0.0
