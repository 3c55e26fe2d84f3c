"""Does a PDF end where it says that it ends, or was something else hung behind it?

What follows the last `%%EOF` no reader of PDFs shows, and another program may run or unpack it.
"""

import re
import struct
from pathlib import Path
from typing import BinaryIO

from intake.pipeline.sniff import PDF
from intake.pipeline.verdict import Refused

END = b"%%EOF"
LITTLE = 64  # bytes of junk that gateways and scanners leave behind the end: a boundary, a byte or two of a record
_PADDING = b"\x00\x1a\t\n\f\r "
_CHUNK = 1 << 20
_GOES_ON = re.compile(rb"\s*(\d+ \d+ obj|xref)\b")
_ZIP_END, _ZIP_END_SIZE, _ZIP_REACH = b"PK\x05\x06", 22, 22 + 0xFFFF
_ADVICE = "Hãy lấy lại tệp từ nơi gửi, quét lại giấy tờ, hoặc in tệp ra PDF mới (Print to PDF) rồi tải lại."


def refuse_appended(path: Path) -> None:
    """Raise `Refused` where another file hangs behind the PDF. Padding, a little junk and updates of the PDF pass; one
    whose end is missing is not judged here."""
    with path.open("rb") as file:
        if _ends_as_zip(file):
            raise _appended("một tệp nén ZIP")
        end = _last_end(file)
        first, junk = _behind(file, end) if end else (b"", 0)
    if junk > LITTLE and not _GOES_ON.match(first):
        raise _appended(f"{junk} byte dữ liệu khác")


def _appended(what: str) -> Refused:
    message = f"Sau phần cuối của PDF còn {what} được ghép vào, không an toàn để mở và lưu trữ. {_ADVICE}"
    return Refused("appended_pdf", message, media_type=PDF)


def _last_end(file: BinaryIO) -> int:
    """The offset behind the last end mark; 0 where there is none."""
    position, seam = file.seek(0, 2), b""
    while position:
        start = max(0, position - _CHUNK)
        file.seek(start)
        chunk = file.read(position - start) + seam
        if (found := chunk.rfind(END)) >= 0:
            return start + found + len(END)
        position, seam = start, chunk[: len(END) - 1]
    return 0


def _behind(file: BinaryIO, end: int) -> tuple[bytes, int]:
    """What stands first behind the end, padding apart, and how many bytes it goes on for."""
    file.seek(end)
    first, begin, last, at = b"", 0, 0, end
    while chunk := file.read(_CHUNK):
        if core := chunk.lstrip(_PADDING):
            if not first:
                first, begin = core[:LITTLE], at + len(chunk) - len(core)
            last = at + len(chunk.rstrip(_PADDING))
        at += len(chunk)
    return first, last - begin


def _ends_as_zip(file: BinaryIO) -> bool:
    """Whether a ZIP archive ends with the file, or a little before: unpackers look there, whatever the file begins
    with (APPNOTE 4.3.16)."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _ZIP_REACH - LITTLE))
    tail = file.read()
    at = tail.rfind(_ZIP_END)
    if at < 0 or len(tail) - at < _ZIP_END_SIZE:
        return False
    (comment,) = struct.unpack_from("<H", tail, at + _ZIP_END_SIZE - 2)
    end = at + _ZIP_END_SIZE + comment
    return end <= len(tail) and len(tail[end:].strip(_PADDING)) <= LITTLE
