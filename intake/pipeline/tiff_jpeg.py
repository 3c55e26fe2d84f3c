"""Can a JPEG inside a TIFF frame be taken out as it is, without decoding it?"""

import struct
from pathlib import Path

from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

_COMPRESSION, _PHOTOMETRIC = 259, 262
_OFFSETS, _COUNTS, _TABLES = 273, 279, 347
_NEW_JPEG = 7  # TIFF Technical Note 2
_GRAY, _YCBCR = 1, 6  # the two photometric meanings that a plain JPEG reader shares
_START, _END = b"\xff\xd8", b"\xff\xd9"


def jpeg_of(path: Path, frame: Image.Image, dpi: int) -> bytes | None:
    """The frame's JPEG stream with its tables and resolution put back; None when it isn't one whole JPEG."""
    if not isinstance(frame, TiffImageFile) or not _is_whole(frame):
        return None
    offset, count = frame.tag_v2[_OFFSETS][0], frame.tag_v2[_COUNTS][0]
    with path.open("rb") as file:
        file.seek(offset)
        strip = file.read(count)
    tables: bytes = frame.tag_v2.get(_TABLES, _START + _END)
    if not (strip.startswith(_START) and tables.startswith(_START)):
        return None
    return _START + _jfif(dpi) + tables[2:].removesuffix(_END) + strip[2:]


def _is_whole(frame: TiffImageFile) -> bool:
    tags = frame.tag_v2
    return (
        tags.get(_COMPRESSION) == _NEW_JPEG
        and tags.get(_PHOTOMETRIC) in (_GRAY, _YCBCR)
        and len(tags.get(_OFFSETS, ())) == 1
        and len(tags.get(_COUNTS, ())) == 1
    )


def _jfif(dpi: int) -> bytes:
    return b"\xff\xe0" + struct.pack(">H5sHBHHBB", 16, b"JFIF\0", 0x0101, 1, dpi, dpi, 0, 0)
