"""How is any Pillow image brought to plain 1-bit, gray or RGB, and what was it before?"""

from typing import Any

from PIL import Image

from intake.pipeline.page_image import Colour

_BITS = {"1": 1, "L": 8, "P": 8, "LA": 8, "PA": 8, "I;16": 16, "I;16B": 16, "I;16L": 16, "I": 16, "F": 32}
_GRAY = {"L", "LA", "I;16", "I;16B", "I;16L", "I", "F"}
EXIF_ORIENTATION = 0x0112
_CLOCKWISE = {1: 0, 3: 180, 6: 90, 8: 270}  # EXIF 2.3, table "Orientation": what makes the picture upright
A4_INCHES = (8.27, 11.69)
A5_INCHES = (5.83, 8.27)
_LARGEST_CREDIBLE_INCHES = 20  # beyond A3 the stated dpi is a camera's filler value, not a scanner's
_LEAST_CREDIBLE_DPI = 10


def colour_of(image: Image.Image) -> Colour:
    """The colour class by storage mode; a palette of grays counts as gray."""
    if image.mode == "1":
        return "bilevel"
    if image.mode in _GRAY or (image.mode in {"P", "PA"} and _gray_palette(image)):
        return "gray"
    return "colour"


def bits_of(image: Image.Image) -> int:
    """Bits per pixel that the source can tell apart, alpha left out."""
    return _BITS.get(image.mode, 24)


def plain(image: Image.Image) -> Image.Image:
    """The same picture as "1", "L" or "RGB": transparency over white, palettes resolved, 16 bits cut to 8."""
    if "transparency" in image.info or image.mode in {"LA", "PA", "RGBA", "La", "RGBa"}:
        return _over_white(image)
    if image.mode in {"1", "L", "RGB"}:
        return image
    if image.mode.startswith("I"):
        return _eight_bit(image)
    return image.convert("L" if colour_of(image) == "gray" else "RGB")


def rotation_of(image: Image.Image) -> int | None:
    """Degrees clockwise that the EXIF orientation asks for; None when it asks for a mirror image."""
    orientation = image.getexif().get(EXIF_ORIENTATION, 1)
    return _CLOCKWISE.get(orientation, 0 if orientation not in {2, 4, 5, 7} else None)


def dpi_of(image: Image.Image) -> tuple[int, bool]:
    """Dots per inch along the weaker side, and whether it had to be assumed from an A4 sheet."""
    width, height = image.size
    stated: tuple[Any, Any] = image.info.get("dpi", (0, 0))
    dpi = min(float(stated[0]), float(stated[1]))
    if dpi >= _LEAST_CREDIBLE_DPI and max(width, height) / dpi <= _LARGEST_CREDIBLE_INCHES:
        return round(dpi), False
    return dpi_on(image.size, A4_INCHES), True


def dpi_on(size: tuple[int, int], sheet: tuple[float, float]) -> int:
    """Dots per inch along the weaker side of a picture, in pixels, that shows a sheet of this size, in inches."""
    short, long = sorted(size)
    return max(1, round(min(short / sheet[0], long / sheet[1])))


def _gray_palette(image: Image.Image) -> bool:
    colours: Any = image.convert("RGB").getcolors(256)
    return colours is not None and all(red == green == blue for _, (red, green, blue) in colours)


def _over_white(image: Image.Image) -> Image.Image:
    gray = colour_of(image) != "colour"
    with_alpha = image.convert("RGBA")
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(with_alpha)
    return paper.convert("L" if gray else "RGB")


def _eight_bit(image: Image.Image) -> Image.Image:
    # Pillow clips when it converts 16-bit gray to 8; scale first, so that light gray doesn't become white.
    scaled = image.convert("I").point(lambda value: value * (1 / 256))
    return scaled.convert("L")
