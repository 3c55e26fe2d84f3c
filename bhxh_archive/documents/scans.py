"""How do the page images of a component become one two-layer PDF/A, without touching a pixel?"""

from __future__ import annotations

import datetime as dt
import io
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO, Final

import img2pdf
import pikepdf
from PIL import ImageCms

from .errors import DocumentError, UnsuitableImage
from .stamps import corner_stamp

PRODUCER: Final = "BHXH Archive"
# Images held in memory at a time (about twice this at the peak); an ordinary component is one chunk.
CHUNK_BYTES: Final = 32 * 1024 * 1024
_MARK_LEFT: Final = 10 * 72 / 25.4
_MARK_UP: Final = 3 * 72 / 25.4
"""Points from the edges of the page: below what is written on most papers."""
IMAGE_FAULTS: Final = (
    img2pdf.ImageOpenError,
    img2pdf.JpegColorspaceError,
    img2pdf.AlphaChannelError,
    img2pdf.NegativeDimensionError,
    img2pdf.PdfTooLargeError,
)


@dataclass(frozen=True)
class ScanPage:
    """One page image (its encoded bytes or a file) at `dpi`; `rotation` 0, 90, 180 or 270 clockwise sets it upright.

    The rotation is the whole truth: orientation tags inside the image are ignored. `text_pdf` is the invisible text
    page of the upright image (text_layer.recognise), None leaves the page without a text layer. `mark` is a line
    printed at the lower left of the upright page, "" for none.
    """

    image: bytes | Path
    dpi: int
    rotation: int = 0
    text_pdf: bytes | None = None
    mark: str = ""


def component_pdf(pages: Iterable[ScanPage], title: str, *, created: dt.datetime | None = None) -> bytes:
    """The pages as one PDF/A-2b in memory; raises as write_component_pdf. For hundreds of pages write to a file."""
    target = io.BytesIO()
    write_component_pdf(pages, title, target, created=created)
    return target.getvalue()


def write_component_pdf(
    pages: Iterable[ScanPage], title: str, target: Path | BinaryIO, *, created: dt.datetime | None = None
) -> int:
    """Write the pages as one PDF/A-2b with text layer (TT 05/2025/TT-BNV art. 8) to `target`; returns their number.

    JPEG streams are kept byte for byte, other images are packed losslessly. Pages are taken one chunk at a time, so
    memory doesn't grow with their number beyond the chunk. Raises UnsuitableImage, its
    sentence naming the page, and DocumentError when there is no page.
    """
    with tempfile.TemporaryDirectory(prefix="component-") as folder, _whole(pages, Path(folder)) as document:
        _declare_pdfa(document, unicodedata.normalize("NFC", title), created or dt.datetime.now(dt.UTC))
        document.save(target, min_version="1.7", fix_metadata_version=False)  # our metadata names no version to fix
        return len(document.pages)


def _whole(pages: Iterable[ScanPage], folder: Path) -> pikepdf.Pdf:
    """An open document of all pages. One chunk stays in memory; of more, each is spilled to a file of its own."""
    spilled: list[Path] = []
    packed, count = None, 0
    for chunk in _chunks(pages):
        if packed is not None:
            spilled.append(_spilled(packed, folder))
        packed = _pack(chunk, count)
        _finish_pages(packed, chunk, count)
        count += len(chunk)
    if packed is None:
        raise DocumentError("Thành phần này chưa có trang nào.")
    return _joined([*spilled, _spilled(packed, folder)], folder) if spilled else packed


def _chunks(pages: Iterable[ScanPage]) -> Iterator[list[ScanPage]]:
    """The pages in runs of about CHUNK_BYTES of images."""
    chunk: list[ScanPage] = []
    size = 0
    for page in pages:
        chunk.append(page)
        size += len(page.image) if isinstance(page.image, bytes) else page.image.stat().st_size
        if size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _spilled(packed: pikepdf.Pdf, folder: Path) -> Path:
    """Where the document lies now, its streams no longer in memory."""
    path = folder / f"{len(list(folder.iterdir()))}.pdf"
    packed.save(path)
    packed.close()
    return path


def _joined(parts: Sequence[Path], folder: Path) -> pikepdf.Pdf:
    """The parts as one document. qpdf joins them from file to file; pikepdf, taking over pages of another document,
    would copy them into memory."""
    joined = folder / "joined"
    pikepdf.Job(["qpdf", "--empty", "--pages", *map(str, parts), "--", str(joined)]).run()
    return pikepdf.open(joined, access_mode=pikepdf.AccessMode.stream)  # mapped, it would count as memory of ours


def _pack(chunk: Sequence[ScanPage], before: int) -> pikepdf.Pdf:
    try:
        return _images_to_pdf(chunk)
    except IMAGE_FAULTS as error:
        raise _unsuitable(before + _culprit(chunk), str(error)) from error


def _images_to_pdf(chunk: Sequence[ScanPage]) -> pikepdf.Pdf:
    """The images as pages of an open document: img2pdf's own writer, so that nothing is written and read again."""
    resolutions = iter([page.dpi for page in chunk])

    def layout(width: int, height: int, _: object) -> tuple[float, float, float, float]:
        dpi = next(resolutions)
        size = (width * 72 / dpi, height * 72 / dpi)
        return (*size, *size)

    document = img2pdf.convert_to_docobject(
        *[page.image if isinstance(page.image, bytes) else page.image.read_bytes() for page in chunk],
        layout_fun=layout,
        rotation=img2pdf.Rotation.none,
        first_frame_only=True,
        nodate=True,
        engine=img2pdf.Engine.pikepdf,
    )
    packed: pikepdf.Pdf = document.writer
    return packed


def _culprit(chunk: Sequence[ScanPage]) -> int:
    """Index of the first page that can't be packed; looked for only after the chunk failed."""
    for index, page in enumerate(chunk):
        try:
            _images_to_pdf([page])
        except IMAGE_FAULTS:
            return index
    return 0


def _unsuitable(index: int, detail: str) -> UnsuitableImage:
    return UnsuitableImage(
        f"Trang {index + 1}: ảnh không dùng được cho bản lưu trữ. Hãy quét lại trang này, lưu dạng JPEG màu.",
        detail=detail,
    )


def _finish_pages(packed: pikepdf.Pdf, chunk: Sequence[ScanPage], before: int) -> None:
    fonts: dict[str, pikepdf.Object] = {}
    marks: dict[str, pikepdf.Pdf] = {}
    for index, (page, scan) in enumerate(zip(packed.pages, chunk, strict=True)):
        _refuse_cmyk(page, before + index)
        if scan.rotation:
            page.obj.Rotate = scan.rotation
        if scan.text_pdf is not None:
            _overlay(page, scan.text_pdf, fonts)
        if scan.mark:
            _print_mark(page, scan, marks)


def _refuse_cmyk(page: pikepdf.Page, index: int) -> None:
    """The output intent is sRGB: device CMYK beside it is against PDF/A (ISO 19005-2, 6.2.4.3)."""
    if page.Resources.XObject.Im0.get("/ColorSpace") == pikepdf.Name.DeviceCMYK:
        raise _unsuitable(index, "DeviceCMYK")


def _overlay(page: pikepdf.Page, text_pdf: bytes, fonts: dict[str, pikepdf.Object]) -> None:
    """Lay the text page over the scan, turned as the page is; all pages of a chunk share one glyphless font."""
    source = pikepdf.open(io.BytesIO(text_pdf))  # stays open: its streams are read when the document is saved
    name = page.add_overlay(source.pages[0], None)
    own = page.Resources.XObject[name].Resources.get("/Font", pikepdf.Dictionary())
    for key in list(own.keys()):
        own[key] = fonts.setdefault(str(own[key].BaseFont), own[key])


def _print_mark(page: pikepdf.Page, scan: ScanPage, marks: dict[str, pikepdf.Pdf]) -> None:
    """Print the line where the upright page has its lower left corner; pages with one line share one drawing."""
    if scan.mark not in marks:
        marks[scan.mark] = pikepdf.open(io.BytesIO(corner_stamp([scan.mark])))  # stays open, as the text pages do
    source = marks[scan.mark].pages[0]
    _, _, length, height = (float(edge) for edge in source.mediabox)
    _, _, right, top = (float(edge) for edge in page.mediabox)
    turned = scan.rotation % 360
    across, up = (height, length) if turned % 180 else (length, height)
    x = {0: _MARK_LEFT, 90: right - _MARK_UP - across, 180: right - _MARK_LEFT - across, 270: _MARK_UP}[turned]
    y = {0: _MARK_UP, 90: _MARK_LEFT, 180: top - _MARK_UP - up, 270: top - _MARK_LEFT - up}[turned]
    page.add_overlay(source, pikepdf.Rectangle(x, y, x + across, y + up))


def _declare_pdfa(document: pikepdf.Pdf, title: str, created: dt.datetime) -> None:
    moment = created.replace(microsecond=0)
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as metadata:
        metadata["pdfaid:part"] = "2"
        metadata["pdfaid:conformance"] = "B"
        metadata["dc:title"] = title
        metadata["pdf:Producer"] = PRODUCER
        metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = moment.isoformat()
    document.Root.Lang = pikepdf.String("vi-VN")
    document.Root.OutputIntents = pikepdf.Array([document.make_indirect(_output_intent(document))])


def _output_intent(document: pikepdf.Pdf) -> pikepdf.Dictionary:
    profile = pikepdf.Stream(document, srgb_profile(), N=3)
    return pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String("sRGB IEC61966-2.1"),
        Info=pikepdf.String("sRGB IEC61966-2.1"),
        RegistryName=pikepdf.String("http://www.color.org"),
        DestOutputProfile=document.make_indirect(profile),
    )


@cache
def srgb_profile() -> bytes:
    """An sRGB ICC profile; the making date in its header (bytes 24-35) is fixed, so equal input gives equal files."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    year_month_day = b"".join(part.to_bytes(2, "big") for part in (2025, 1, 1, 0, 0, 0))
    profile[24:36] = year_month_day
    return bytes(profile)
