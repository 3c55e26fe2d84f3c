"""How may somebody tamper with a signed file? One function per attack, each on real bytes."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.writer import PageObject

Attack = Callable[[bytes], bytes]


def _updated(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    change(writer)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def annotation(pdf: bytes) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        note = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/FreeText"),
                pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (50, 700, 400, 760))),
                pdf_name("/Contents"): generic.TextStringObject("Mức lương hưu: 99.000.000 đồng"),
                pdf_name("/DA"): generic.TextStringObject("/Helv 12 Tf 0 g"),
            }
        )
        writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(note))

    return _updated(pdf, change)


def overlay(pdf: bytes) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        drawn = writer.add_object(generic.StreamObject(stream_data=b"1 0 0 rg 50 700 300 40 re f"))
        writer.add_stream_to_page(0, drawn)

    return _updated(pdf, change)


def extra_page(pdf: bytes) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        blank = RawContent(b"", box=BoxConstraints(595, 842))
        content = writer.add_object(generic.StreamObject(stream_data=blank.render()))
        writer.insert_page(PageObject(contents=content, media_box=(0, 0, 595, 842)))

    return _updated(pdf, change)


def swapped_image(pdf: bytes) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        widget = next(
            one.get_object()
            for one in writer.root["/AcroForm"]["/Fields"]
            if "/AP" in one.get_object() and one.get_object()["/T"] != "x"
        )
        picture = widget["/AP"].raw_get("/N")
        stream = picture.get_object()
        stream._data = stream._encoded_data = None
        forged = generic.StreamObject(dict(stream), stream_data=b"0 1 0 rg 0 0 100 50 re f")
        writer.objects[(picture.generation, picture.idnum)] = forged

    return _updated(pdf, change)


def new_field(pdf: bytes) -> bytes:
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    return _updated(pdf, lambda writer: append_signature_field(writer, SigFieldSpec("them", box=(10, 10, 90, 60))))


def changed_info(pdf: bytes) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        writer.set_info(generic.DictionaryObject({pdf_name("/Title"): generic.TextStringObject("Khác")}))

    return _updated(pdf, change)


def byte_flip(pdf: bytes) -> bytes:
    """One bit in a content stream of the original document."""
    at = pdf.index(b"stream\n") + 20
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def last_byte_flip(pdf: bytes) -> bytes:
    """One bit in the newest trailer."""
    at = pdf.rindex(b"startxref") - 10
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def cms_flip(pdf: bytes) -> bytes:
    """One hex digit in the first signature's CMS structure."""
    at = pdf.index(b"/Contents <") + 2000
    return pdf[:at] + (b"0" if pdf[at : at + 1] != b"0" else b"1") + pdf[at + 1 :]


def cut_tail(pdf: bytes) -> bytes:
    return pdf[:-200]


def cut_last_byte(pdf: bytes) -> bytes:
    return pdf[:-1]


def garbage_tail(pdf: bytes) -> bytes:
    return pdf + b"\n% rac\n"


def blank_tail(pdf: bytes) -> bytes:
    return pdf + b"\n"


def disguised_tail(pdf: bytes) -> bytes:
    """Foreign bytes that end like a PDF, pointing back at the true cross-reference."""
    offset = pdf[pdf.rindex(b"startxref") :].split()[1]
    return pdf + b"rac\nstartxref\n" + offset + b"\n%%EOF\n"


def rewritten(pdf: bytes) -> bytes:
    output = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(output)
    return output.getvalue()


def prefixed(pdf: bytes) -> bytes:
    return b"rac\n" + pdf


ATTACKS: tuple[Attack, ...] = (
    annotation,
    overlay,
    extra_page,
    swapped_image,
    new_field,
    changed_info,
    byte_flip,
    last_byte_flip,
    cms_flip,
    cut_tail,
    cut_last_byte,
    garbage_tail,
    blank_tail,
    disguised_tail,
    rewritten,
    prefixed,
)
