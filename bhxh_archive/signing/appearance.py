"""What is seen in the signature field?

The stamp is drawn beforehand as a one-page PDF of the field's size (by Typst), so its fonts and
colours keep PDF/A; pyHanko's own text stamps would bring the standard font Courier.
"""

import uuid
from io import BytesIO

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle

from .errors import FileUnsuitable
from .reading import DAMAGE

_WHOLE_FIELD = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID,
    y_align=AxisAlignment.ALIGN_MID,
    margins=Margins(0, 0, 0, 0),
    inner_content_scaling=InnerScaling.STRETCH_TO_FIT,
)


class _StampPage(PdfContent):
    """The first page of a PDF that was opened."""

    def __init__(self, pdf: PdfFileReader) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        page = self._ensure_writer.import_page_as_xobject(self._pdf)
        name = f"/Stamp{uuid.uuid4().hex}"
        self.resources.xobject[name] = page
        x1, y1, x2, y2 = (float(edge) for edge in page.get_object()["/BBox"])
        self.box = BoxConstraints(width=abs(x2 - x1), height=abs(y2 - y1))
        return f"{name} Do".encode()


def stamp_style(stamp: bytes | None) -> StaticStampStyle:
    """The stamp stretched to the field without distortion; None leaves the field empty.

    Raises `FileUnsuitable` when the stamp is no readable PDF.
    """
    if stamp is None:
        return StaticStampStyle(border_width=0)
    try:
        opened = PdfFileReader(BytesIO(stamp))
        opened.find_page_for_modification(0)
    except DAMAGE as problem:
        raise FileUnsuitable("Không đọc được hình chữ ký (tệp PDF một trang). Hãy báo quản trị viên.") from problem
    return StaticStampStyle(background=_StampPage(opened), background_layout=_WHOLE_FIELD, border_width=0)
