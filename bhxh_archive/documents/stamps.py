"""What does a signature look like on the page: handwriting, seal, or text in the corner, each a one-page PDF?

Every stamp is vector or lossless, has a transparent ground and its real size, ready for pyHanko's
StaticStampStyle.from_pdf_file in a box of that size (render.Box, NĐ 30/2020 App. I).
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from typing import Any, Final
from zlib import crc32

import pikepdf
from PIL import Image, UnidentifiedImageError

from . import typesetting
from .errors import UnsuitableImage

# Points; the boxes of render_signed have the same sizes.
LEADER_SIZE: Final = (55 * 72 / 25.4, 26 * 72 / 25.4)
AGENCY_SIZE: Final = (36 * 72 / 25.4, 36 * 72 / 25.4)
# Pixels along the longer side: 300 dpi at print size and some; larger images only bloat every signed file.
MAX_PIXELS: Final = 800


def leader_stamp(name: str, image_png: bytes | None = None) -> bytes:
    """The leader's blue handwriting, 55 x 26 mm; without an image a drawn sample marked "chữ ký mẫu".

    Raises UnsuitableImage when the bytes are no image.
    """
    seed = crc32(unicodedata.normalize("NFC", name).encode()) % 997
    return _stamp("stamp_leader.typ", {"seed": seed, "image": _image(image_png)})


def agency_stamp(agency_name: str, image_png: bytes | None = None) -> bytes:
    """The agency's red seal in real size, 36 x 36 mm; without an image a drawn sample marked "MẪU"."""
    return _stamp("stamp_agency.typ", {"name": agency_name, "image": _image(image_png)})


def corner_stamp(lines: Sequence[str]) -> bytes:
    """Lines of 10 pt black text, as large as they need (see stamp_size): copies, attachments, digitised papers."""
    return _stamp("stamp_corner.typ", {"lines": list(lines)})


def stamp_size(stamp: bytes) -> tuple[float, float]:
    """Width and height of a stamp in points."""
    with pikepdf.open(io.BytesIO(stamp)) as document:
        left, bottom, right, top = (float(edge) for edge in document.pages[0].mediabox)
    return right - left, top - bottom


def _stamp(source: str, data: dict[str, Any]) -> bytes:
    return typesetting.compile_pdf(source, data, None, tagged=False)


def _image(image_png: bytes | None) -> bytes | None:
    """The image, no larger than it prints, its transparency kept."""
    if image_png is None:
        return None
    try:
        picture = Image.open(io.BytesIO(image_png)).convert("RGBA")
    except (UnidentifiedImageError, OSError) as error:
        raise UnsuitableImage(
            "Ảnh chữ ký hoặc con dấu không đọc được. Hãy chọn tệp PNG khác.", detail=str(error)
        ) from error
    picture.thumbnail((MAX_PIXELS, MAX_PIXELS))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
