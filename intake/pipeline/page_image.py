"""What is one page, once it has left its file?"""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

Colour = Literal["colour", "gray", "bilevel"]
Source = Literal["embedded", "rendered"]


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as one image file.

    `width` and `height` are pixels as stored; `rotation` (0, 90, 180, 270 degrees clockwise) makes the page upright
    and is the only truth about it: an EXIF orientation inside the bytes is already counted in. `dpi` is that of the
    scan; `dpi_assumed` when the file named none and A4 was assumed. `bits` is the colour depth of the source per
    pixel. `damaged` when the image could not be decoded whole and what is left is shown; `suspect` when it could, from
    data that is broken in places.
    """

    index: int
    path: Path
    media_type: str
    width: int
    height: int
    dpi: int
    colour: Colour
    rotation: int
    source: Source
    bits: int = 24
    dpi_assumed: bool = False
    damaged: bool = False
    suspect: bool = False

    @property
    def upright_size(self) -> tuple[int, int]:
        return (self.height, self.width) if self.rotation % 180 else (self.width, self.height)

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "path": str(self.path)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "PageImage":
        return cls(**{**data, "path": Path(data["path"])})
