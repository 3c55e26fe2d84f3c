"""Can a JPEG inside a TIFF frame be taken out as it is, without decoding it, and its strips each for themselves?"""

import struct
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

_COMPRESSION, _PHOTOMETRIC = 259, 262
_TABLES = 347
_STRIPS, _TILES = (273, 279), (324, 325)  # where they begin, how long they are
_NEW_JPEG = 7  # TIFF Technical Note 2
_GRAY, _YCBCR = 1, 6  # the two photometric meanings that a plain JPEG reader shares
_START, _END = b"\xff\xd8", b"\xff\xd9"


def jpeg_of(path: Path, frame: Image.Image, dpi: int) -> bytes | None:
    """The frame's JPEG stream with its tables and resolution put back; None when it isn't one whole JPEG."""
    if not isinstance(frame, TiffImageFile) or not _is_whole(frame):
        return None
    streams = list(strips_of(path, frame, _jfif(dpi)))
    return streams[0] if streams else None


def strips_of(path: Path, frame: Image.Image, head: bytes = b"") -> Iterator[bytes]:
    """Each strip or tile of the frame as a JPEG of its own, with the tables that all of them share; nothing where the
    frame is coded otherwise, or a strip does not begin as a JPEG does. `head`: segments that each begins with."""
    if not isinstance(frame, TiffImageFile) or frame.tag_v2.get(_COMPRESSION) != _NEW_JPEG:
        return
    tables: bytes = frame.tag_v2.get(_TABLES, _START + _END)
    for strip in _strips(path, frame):
        if strip.startswith(_START) and tables.startswith(_START):
            yield _START + head + tables[2:].removesuffix(_END) + strip[2:]


def _strips(path: Path, frame: TiffImageFile) -> Iterator[bytes]:
    tags = frame.tag_v2
    places = [(tags.get(at, ()), tags.get(size, ())) for at, size in (_STRIPS, _TILES)]
    with path.open("rb") as file:
        for offset, count in chain.from_iterable(zip(*place, strict=False) for place in places):
            file.seek(offset)
            yield file.read(count)


def _is_whole(frame: TiffImageFile) -> bool:
    tags = frame.tag_v2
    lone = len(tags.get(_STRIPS[0], ())) == 1 and len(tags.get(_STRIPS[1], ())) == 1
    return lone and tags.get(_COMPRESSION) == _NEW_JPEG and tags.get(_PHOTOMETRIC) in (_GRAY, _YCBCR)


def _jfif(dpi: int) -> bytes:
    return b"\xff\xe0" + struct.pack(">H5sHBHHBB", 16, b"JFIF\0", 0x0101, 1, dpi, dpi, 0, 0)
