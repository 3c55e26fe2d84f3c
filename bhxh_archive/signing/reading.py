"""Can this file be read as a PDF, and which signature fields does it have?"""

from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from . import hexadecimal
from .errors import FileUnsuitable

# Every file is opened with this module beside, so none is read before.
hexadecimal.install()

# What pyHanko raises on damaged input besides its own errors.
DAMAGE = (PdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OSError)


def open_for_change(pdf: bytes) -> IncrementalPdfFileWriter:
    """Opens a file for an incremental update. Raises `FileUnsuitable`."""
    try:
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        encrypted = writer.prev.encrypted
        writer.root["/Pages"]["/Count"]
    except DAMAGE as problem:
        raise FileUnsuitable("Không đọc được tệp PDF nên không ký được. Hãy tạo lại tệp.") from problem
    if encrypted:
        raise FileUnsuitable("Tệp PDF được đặt mật khẩu nên không ký được. Hãy dùng tệp không có mật khẩu.")
    return writer


def signature_fields(reader: PdfFileReader) -> dict[str, bool]:
    """Full names of all signature fields, with True where a signature is in place."""
    return {name: value is not None for name, value, _ in enumerate_sig_fields(reader)}


def has_signatures(pdf: bytes) -> bool:
    """Does the file hold any signature or document time-stamp? False for what is no readable PDF."""
    if b"/ByteRange" not in pdf:
        # A signature dictionary must stand outside compressed objects (ISO 32000-2, 12.8.1).
        return False
    try:
        return any(signature_fields(PdfFileReader(BytesIO(pdf))).values())
    except DAMAGE:
        return False
