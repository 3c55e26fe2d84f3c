"""What does the browser show: a view of the page and its thumbnail?"""

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

VIEW_BOX = (1700, 2400)  # pixels; A4 at 200 dpi stays as it is: to scale it takes two thirds of all work on a page
THUMB_BOX = (200, 300)
MEDIA_TYPE = "image/jpeg"  # WebP saves a third but takes eight times as long at view size
CLOCKWISE = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


@dataclass(frozen=True, slots=True)
class Derived:
    """Two upright JPEG files as bytes; the sizes are (width, height) in pixels; `picture` is the view as pixels."""

    view: bytes
    thumb: bytes
    view_size: tuple[int, int]
    thumb_size: tuple[int, int]
    picture: Image.Image


def derive(image_path: Path, rotation: int) -> Derived:
    """View and thumbnail of a page turned `rotation` degrees clockwise; raises `OSError` for undecodable bytes."""
    view = _view(image_path, rotation)
    thumb = view.copy()
    thumb.thumbnail(THUMB_BOX, Image.Resampling.LANCZOS)
    return Derived(_jpeg(view, 80), _jpeg(thumb, 75), view.size, thumb.size, view)


def small(image_path: Path) -> bytes:
    """The thumbnail of an image as it lies, without a view of it; raises `OSError` for undecodable bytes."""
    with Image.open(image_path) as image:
        image.draft("RGB", THUMB_BOX)
        thumb = image if image.mode in {"L", "RGB"} else image.convert("RGB")
        thumb.thumbnail(THUMB_BOX, Image.Resampling.LANCZOS)
        return _jpeg(thumb, 75)


def _view(image_path: Path, rotation: int) -> Image.Image:
    across, down = VIEW_BOX if rotation % 180 == 0 else VIEW_BOX[::-1]
    with Image.open(image_path) as image:
        image.draft("RGB", (across, down))
        scaled = image if image.mode in {"L", "RGB"} else image.convert("L" if image.mode == "1" else "RGB")
        scaled.thumbnail((across, down), Image.Resampling.BICUBIC, reducing_gap=2.0)
        turn = CLOCKWISE.get(rotation % 360)
        return scaled.transpose(turn) if turn is not None else scaled.copy()


def _jpeg(image: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()
