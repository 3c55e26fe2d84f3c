"""How is a signature's container, 12 kB written as hex digits, read out of a file at once?

pyHanko reads such a string one digit at a time, which was a third of all that extending a file cost. What is well
formed and without blanks is taken at once here; everything else still goes to pyHanko's own reader, errors too.
"""

from __future__ import annotations

from binascii import unhexlify
from typing import BinaryIO, Final

from pyhanko.pdf_utils import generic

# More than the digits of the largest container that is reserved (sign.CONTENT_SIZE).
_MOST: Final = 65536
_by_digit: Final = generic.read_hex_string_from_stream


def read_hex_string(stream: BinaryIO) -> generic.ByteStringObject | generic.TextStringObject:
    """The string whose "<" comes next in `stream`, which then stands behind its ">". Raises what pyHanko raises."""
    start = stream.tell()
    digits, end, _ = stream.read(_MOST)[1:].partition(b">")
    if end and len(digits) % 2 == 0 and not digits.translate(None, generic.HEX_DIGITS):
        stream.seek(start + len(digits) + 2)
        return generic.pdf_string(unhexlify(digits))
    stream.seek(start)
    return _by_digit(stream)


def install() -> None:
    """Have pyHanko read hex strings so in this process; again changes nothing."""
    generic.read_hex_string_from_stream = read_hex_string
