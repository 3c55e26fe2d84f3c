"""How is a finished document made ready for its signatures?

Every field exists before the first signature: after a certification signature a new field would
be a forbidden change (ISO 32000-2, 12.8.2.2.2), and the leader's signature would become invalid.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from .errors import AlreadySigned, FieldMissing
from .reading import open_for_change, signature_fields


@dataclass(frozen=True)
class FieldBox:
    """A visible signature field: `page` counts from 1, the corners are points from the lower left corner."""

    name: str
    page: int
    x1: float
    y1: float
    x2: float
    y2: float
    readable_name_vi: str


def prepare(pdf: bytes, fields: Sequence[FieldBox]) -> bytes:
    """Adds empty signature fields in one incremental update; PDF/A-2 and -3 stay what they are.

    Raises `AlreadySigned` when the file has a signature or one of the fields, `FieldMissing` when
    a page does not exist, `FileUnsuitable` when the file cannot be read.
    """
    # ISO 19005-2, 6.1.9: an object must start on a line of its own, and Typst ends without one.
    writer = open_for_change(pdf if pdf.endswith(b"\n") else pdf + b"\n")
    taken = signature_fields(writer.prev)
    if any(taken.values()) or any(box.name in taken for box in fields):
        raise AlreadySigned("Văn bản đã có chữ ký số hoặc đã có ô ký này, không thêm ô ký được nữa.")
    for box in fields:
        _append(writer, box)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def _append(writer: IncrementalPdfFileWriter, box: FieldBox) -> None:
    pages = int(writer.prev.root["/Pages"]["/Count"])
    if not 1 <= box.page <= pages:
        raise FieldMissing(f"Không đặt được ô ký ở trang {box.page}: văn bản có {pages} trang.")
    spec = SigFieldSpec(
        box.name,
        on_page=box.page - 1,
        box=(box.x1, box.y1, box.x2, box.y2),  # type: ignore[arg-type]  # decimals are written as they are
        readable_field_name=box.readable_name_vi,
        empty_field_appearance=False,  # an empty form: a box would lie over title and name until it is signed
    )
    append_signature_field(writer, spec)
