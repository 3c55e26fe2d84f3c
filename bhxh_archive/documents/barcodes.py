"""How does a dossier number become a code on paper, and how are codes read back from a page image?"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import hypot
from typing import Final

import barcode
import zxingcpp
from PIL import Image, UnidentifiedImageError

from .bars import shows_bars
from .errors import UnsuitableImage

QUIET_ZONE: Final = 10  # modules; ISO/IEC 15417 asks for 10 on each side
READABLE: Final = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode])


@dataclass(frozen=True)
class Code:
    """A code found on an image: its format, its text and its corners in pixels (x, y), clockwise from top left."""

    format: str
    text: str
    corners: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Look:
    """What one look at an image found: the codes, and whether another was seen that could not be read."""

    codes: list[Code]
    unread: bool


def code128_svg(text: str) -> str:
    """The text (ASCII) as Code 128 bars, quiet zones included; one SVG unit is one module, the height is free."""
    modules = "".join(barcode.Code128(text).build())
    width = len(modules) + 2 * QUIET_ZONE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 40" preserveAspectRatio="none">'
        f'<path d="{_bars(modules)}"/></svg>'
    )


def _bars(modules: str) -> str:
    """One closed path per run of dark modules: separate single-module bars would show hairlines between them."""
    path, x = [], QUIET_ZONE
    for dark, run in groupby(modules):
        length = len(list(run))
        if dark == "1":
            path.append(f"M{x} 0h{length}v40h-{length}z")
        x += length
    return "".join(path)


def module_count(text: str) -> int:
    """Modules of the Code 128 symbol with its quiet zones: width in mm = modules x module width."""
    return len("".join(barcode.Code128(text).build())) + 2 * QUIET_ZONE


def qr_svg(text: str) -> str:
    """The text as a QR code with quiet zone: an <svg> element without prologue, fit for a page and for Typst. What is
    read out of it is that it is a QR code, in Vietnamese."""
    symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    drawn: str = zxingcpp.write_barcode_to_svg(symbol, add_quiet_zones=True)
    svg = re.sub(r"<(desc|title)>[^<]*</\1>", "<title>Mã QR</title>", drawn, count=1)
    # Without a viewBox it stays as small as it was drawn, a dot a module, whatever room a page gives it.
    return re.sub(r'(?s).*?(<svg width="(\d+)" height="(\d+)")', r'\1 viewBox="0 0 \2 \3"', svg, count=1).strip()


def read_codes(image: bytes | Image.Image) -> list[Code]:
    """Code 128 and QR codes of a page image, best effort for skewed and faint ones; [] when there is none.

    Raises UnsuitableImage when the bytes are no image.
    """
    return look_for_codes(image).codes


def look_for_codes(image: bytes | Image.Image) -> Look:
    """`read_codes`, and in the same pass whether there is a code that could not be read: creased, torn, written over.
    Of what the reader tells of these only squares of a code's size count: in the frames of a form it sees codes that
    nobody printed. Bars are looked for where nothing at all was read.

    Raises UnsuitableImage when the bytes are no image.
    """
    grey = _grey(image)
    symbols = zxingcpp.read_barcodes(grey, formats=READABLE, return_errors=True)
    unread = any(not symbol.valid and _is_square(symbol, grey.width) for symbol in symbols)
    codes = [_found(symbol) for symbol in symbols if symbol.valid]
    return Look(codes, unread or (not codes and shows_bars(grey)))


def _is_square(symbol: zxingcpp.Barcode, width: int) -> bool:
    place = symbol.position
    across = hypot(place.top_right.x - place.top_left.x, place.top_right.y - place.top_left.y)
    down = hypot(place.bottom_left.x - place.top_left.x, place.bottom_left.y - place.top_left.y)
    return 0.03 * width < across < 0.3 * width and 0.7 < down / across < 1.4


def _grey(image: bytes | Image.Image) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(image)) if isinstance(image, bytes) else image
        return picture.convert("L")
    except (UnidentifiedImageError, OSError) as error:
        raise UnsuitableImage("Không đọc được ảnh trang. Hãy quét lại trang này.", detail=str(error)) from error


def _found(symbol: zxingcpp.Barcode) -> Code:
    place = symbol.position
    points: Sequence[zxingcpp.Point] = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return Code(str(symbol.format), symbol.text, tuple((p.x, p.y) for p in points))
