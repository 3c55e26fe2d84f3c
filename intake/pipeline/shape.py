"""Which part of a page image is shown, and how far is it straightened? Numbers that are recorded; the image stays."""

from dataclasses import dataclass, replace
from typing import Any

MOST_DEGREES = 15.0
WHOLE = (0, 0, 10_000, 10_000)
LEAST = 200  # ten-thousandths: less than a fiftieth of a side is a slip of the hand
Box = tuple[int, int, int, int]
SIDES = ("left", "top", "right", "bottom")
"""In the order of a box, and clockwise."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the pictures that are put side by side: which bytes (SHA-256), how fine, and how they are shaped and then
    turned clockwise before they are laid down."""

    digest: str
    dpi: int
    rotation: int = 0
    angle: float = 0.0
    box: Box = WHOLE

    def as_json(self) -> dict[str, Any]:
        own = Shape(self.angle, self.box).as_json()
        return {"digest": self.digest, "dpi": self.dpi, "rotation": self.rotation} | own

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Part":
        own = Shape.from_json(data)
        return cls(data["digest"], data["dpi"], data["rotation"], own.angle, own.box)


@dataclass(frozen=True, slots=True)
class Shape:
    """`parts` are the pictures, left to right, that stand for the stored image (none: it stands for itself). It is
    turned by `angle` anticlockwise, in degrees; then `box` (left, top, right, bottom) is cut out, in ten-thousandths of
    its sides. Both are told of the image before it is set upright."""

    angle: float = 0.0
    box: Box = WHOLE
    parts: tuple[Part, ...] = ()

    @property
    def is_plain(self) -> bool:
        return not self.angle and self.box == WHOLE and not self.parts

    def trimmed(self, rotation: int) -> frozenset[str]:
        """The SIDES of what is shown, turned clockwise by `rotation` degrees, that somebody cut on purpose; where two
        parts meet is no side of the whole."""
        sides = _cut(self.box)
        for place, part in enumerate(self.parts):
            inner = {"left"} if place else set()
            inner |= {"right"} if place < len(self.parts) - 1 else set()
            sides |= _turned(_cut(part.box), part.rotation) - inner
        return frozenset(_turned(sides, rotation))

    def as_json(self) -> dict[str, Any]:
        """What a page keeps: {} for an image that is shown as it came."""
        angle = {"angle": self.angle} if self.angle else {}
        parts = {"parts": [part.as_json() for part in self.parts]} if self.parts else {}
        return parts | angle | ({"box": list(self.box)} if self.box != WHOLE else {})

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Shape":
        left, top, right, bottom = data.get("box", WHOLE)
        parts = tuple(Part.from_json(part) for part in data.get("parts", []))
        return cls(float(data.get("angle", 0)), (left, top, right, bottom), parts)

    def straightened(self, degrees: float) -> "Shape":
        """Turned by so many degrees more; raises ValueError beyond MOST_DEGREES."""
        angle = round(self.angle + degrees, 1)
        if abs(angle) > MOST_DEGREES:
            raise ValueError(f"{angle} degrees")
        return replace(self, angle=angle + 0.0)  # no negative nought

    def cropped(self, box: Box, rotation: int) -> "Shape":
        """Cut further to `box`, told of what is shown now, `rotation` degrees clockwise from the stored image; raises
        ValueError for a box that is inside out or has next to nothing in it."""
        left, top, right, bottom = unturned(box, rotation)
        if not (0 <= left < right <= WHOLE[2] and 0 <= top < bottom <= WHOLE[3]):
            raise ValueError(f"{box} is no box")
        if min(right - left, bottom - top) < LEAST:
            raise ValueError(f"{box} is too small")
        across, down = self.box[2] - self.box[0], self.box[3] - self.box[1]
        return replace(self, box=(
            self.box[0] + left * across // WHOLE[2], self.box[1] + top * down // WHOLE[3],
            self.box[0] + right * across // WHOLE[2], self.box[1] + bottom * down // WHOLE[3],
        ))  # fmt: skip


def _cut(box: Box) -> set[str]:
    return {side for side, edge, whole in zip(SIDES, box, WHOLE, strict=True) if edge != whole}


def _turned(sides: set[str], rotation: int) -> set[str]:
    """The same sides of the picture that was turned clockwise by `rotation`."""
    return {SIDES[(SIDES.index(side) + rotation // 90) % len(SIDES)] for side in sides}


def halves(at: int, *, upright: bool) -> tuple[Box, Box]:
    """The two boxes on both sides of a line, an upright one so far from the left, a level one so far from the top."""
    if upright:
        return (0, 0, at, WHOLE[3]), (at, 0, WHOLE[2], WHOLE[3])
    return (0, 0, WHOLE[2], at), (0, at, WHOLE[2], WHOLE[3])


def unturned(box: Box, rotation: int) -> Box:
    """A box on the picture that was turned clockwise by `rotation`, as it lies on the picture before."""
    for _ in range(rotation // 90 % 4):
        left, top, right, bottom = box
        box = (top, WHOLE[2] - right, bottom, WHOLE[2] - left)
    return box


def pixels(box: Box, size: tuple[int, int]) -> Box:
    """The box in pixels of an image of this size."""
    across, down = size
    return (
        round(box[0] * across / WHOLE[2]), round(box[1] * down / WHOLE[3]),
        round(box[2] * across / WHOLE[2]), round(box[3] * down / WHOLE[3]),
    )  # fmt: skip
