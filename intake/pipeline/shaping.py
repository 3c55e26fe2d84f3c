"""How is a picture straightened and cut, and how do two become one that lie side by side?"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from intake.pipeline.derivatives import CLOCKWISE
from intake.pipeline.raster import plain
from intake.pipeline.shape import Part, Shape, pixels


def picture_of(image: Image.Image, shape: Shape, dpi: int, files: Mapping[str, Path]) -> Image.Image:
    """The image itself, or its parts side by side at `dpi` dots per inch; raises `OSError` for undecodable bytes."""
    if not shape.parts:
        return plain(image)
    return _side_by_side([_laid_down(part, dpi, files[part.digest]) for part in shape.parts])


def _laid_down(part: Part, dpi: int, path: Path) -> Image.Image:
    """A part as it was shown before, as fine as the others."""
    with Image.open(path) as image:
        picture = shaped(plain(image), Shape(part.angle, part.box))
    turn = CLOCKWISE.get(part.rotation % 360)
    upright = picture.transpose(turn) if turn is not None else picture
    if part.dpi == dpi:
        return upright
    size = (round(upright.width * dpi / part.dpi), round(upright.height * dpi / part.dpi))
    return upright.convert("L" if upright.mode == "1" else upright.mode).resize(size, Image.Resampling.LANCZOS)


def _side_by_side(pictures: Sequence[Image.Image]) -> Image.Image:
    """Left to right, their heads in one line; what one lacks in height is filled with its paper."""
    mode = "RGB" if any(picture.mode == "RGB" for picture in pictures) else "L"
    size = (sum(picture.width for picture in pictures), max(picture.height for picture in pictures))
    whole, left = Image.new(mode, size), 0
    for picture in (picture.convert(mode) for picture in pictures):
        whole.paste(_paper(picture), (left, 0, left + picture.width, size[1]))
        whole.paste(picture, (left, 0))
        left += picture.width
    return whole


def shaped(image: Image.Image, shape: Shape) -> Image.Image:
    """Turned about its middle within its size (a straightened A4 page stays A4), then cut."""
    if shape.angle:
        gray = image if image.mode in {"L", "RGB"} else image.convert("L")
        image = gray.rotate(shape.angle, Image.Resampling.BICUBIC, fillcolor=_paper(gray))
    return image.crop(pixels(shape.box, image.size))


def _paper(image: Image.Image) -> Any:
    """The colour of most of the page, with which the corners are filled."""
    small = image.resize((60, 80), Image.Resampling.BOX)
    channels = [band.histogram() for band in small.split()]
    colour = tuple(max(range(256), key=counts.__getitem__) for counts in channels)
    return colour if len(colour) > 1 else colour[0]
