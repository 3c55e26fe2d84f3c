"""How does a PDF become page images: the embedded scan untouched where it is the page, a rendering elsewhere?"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Name, Object, Pdf, Stream
from PIL import Image

from intake.pipeline.files import page_path, write_whole
from intake.pipeline.image_pages import write_png
from intake.pipeline.images import UNDECODABLE, decode_small
from intake.pipeline.layout import Layout, Placed, read_layout, whole_page_image
from intake.pipeline.limits import Limits
from intake.pipeline.listening import Damaged, listening
from intake.pipeline.page_image import Colour, PageImage
from intake.pipeline.pdfs import POINTS_PER_INCH, RENDER_DPI, UNREADABLE, filters, page_box, page_inches
from intake.pipeline.raster import bits_of, colour_of, plain
from intake.pipeline.sniff import JPEG, PDF, PNG
from intake.pipeline.verdict import Refused

if TYPE_CHECKING:
    import pypdfium2

_SHARPEST_RENDERING = 300  # dpi; finer scans lose nothing that Circular 05/2025/TT-BNV asks for
_COARSEST_RENDERING = 72
_RENDERED_JPEG = {"quality": 95, "subsampling": 0}  # a rendered photograph as PNG would be ten times the size
_PLAIN_SPACES = {"/DeviceRGB", "/DeviceGray", "/CalRGB", "/CalGray", "/ICCBased"}
_MASKS = ("/SMask", "/Mask", "/ImageMask", "/OC", "/Decode", "/DecodeParms", "/Alternates")


def pdf_pages(path: Path, out_dir: Path, limits: Limits, only: range | None) -> Iterator[PageImage]:
    """One image per page; see `pages.split`. Only the pages of `only` are read, so memory stays flat."""
    try:
        pdf = pikepdf.open(path)
    except pikepdf.PdfError as error:
        message = "PDF không mở được để tách trang. Hãy sao chép hoặc quét lại."
        raise Refused("damaged_pdf", message, media_type=PDF) from error
    with pdf, _Renderer(path, limits) as renderer:
        for index in range(len(pdf.pages)) if only is None else only:
            if index >= len(pdf.pages):
                return
            yield _page(pdf, index, out_dir, renderer)


def _page(pdf: Pdf, index: int, out_dir: Path, renderer: _Renderer) -> PageImage:
    page = pdf.pages[index]
    layout = read_layout(page)
    placed = whole_page_image(layout, page_box(page))
    rotation = _rotation(page)
    damaged = False
    if placed is not None and _is_simple(placed.image):
        try:
            return _embedded(placed, _unit(page), index, rotation, out_dir)
        except (*UNREADABLE, *UNDECODABLE, NotImplementedError):
            damaged = filters(placed.image) == [Name.DCTDecode]
    return renderer.render(page, layout, index, out_dir, damaged)


def _unit(page: pikepdf.Page) -> float:
    """Inches per user-space unit."""
    return float(page.obj.get("/UserUnit", 1)) / POINTS_PER_INCH


def _rotation(page: pikepdf.Page) -> int:
    node: Object | None = page.obj
    while node is not None and "/Rotate" not in node:
        node = node.get("/Parent")
    try:
        return int(node.Rotate) % 360 // 90 * 90 if node is not None else 0
    except (TypeError, ValueError):
        return 0


def _is_simple(image: Stream) -> bool:
    """True when the samples alone are the picture: no mask, no remapping, a plain colour space."""
    if any(key in image for key in _MASKS) and not _only_fax_parameters(image):
        return False
    space = image.get("/ColorSpace", Name.DeviceGray)
    family = space[0] if isinstance(space, Array) else space
    if family == Name.ICCBased and int(space[1].get("/N", 3)) == 4:
        return False  # readers disagree about inverted CMYK; the renderer settles it
    return str(family) in _PLAIN_SPACES


def _only_fax_parameters(image: Stream) -> bool:
    present = [key for key in _MASKS if key in image]
    return present == ["/DecodeParms"] and filters(image) != [Name.DCTDecode]


def _embedded(placed: Placed, unit: float, index: int, rotation: int, out_dir: Path) -> PageImage:
    if filters(placed.image) == [Name.DCTDecode]:
        return _embedded_jpeg(placed, unit, index, rotation, out_dir)
    dpi, damaged = max(1, round(placed.dpi(unit))), False
    try:
        with listening():
            image = pikepdf.PdfImage(placed.image).as_pil_image()
            image.load()
    except Damaged:
        damaged = True
    path = write_png(plain(image), page_path(out_dir, index, ".png"), dpi)
    return replace(_described(image, path, PNG, index, rotation, dpi), damaged=damaged)


def _embedded_jpeg(placed: Placed, unit: float, index: int, rotation: int, out_dir: Path) -> PageImage:
    raw = placed.image.read_raw_bytes()
    image = Image.open(io.BytesIO(raw), formats=("JPEG",))
    if image.size != (int(placed.image.Width), int(placed.image.Height)):
        raise ValueError("the JPEG has another size than its PDF image says")
    described = _described(image, page_path(out_dir, index, ".jpg"), JPEG, index, rotation, round(placed.dpi(unit)))
    decode_small(image)
    write_whole(described.path, lambda file: file.write(raw))
    return described


def _described(image: Image.Image, path: Path, media_type: str, index: int, rotation: int, dpi: int) -> PageImage:
    return PageImage(
        index=index,
        path=path,
        media_type=media_type,
        width=image.width,
        height=image.height,
        dpi=dpi,
        colour=colour_of(image),
        rotation=rotation,
        source="embedded",
        bits=bits_of(image),
    )


class _Renderer:
    """PDFium, started only when a page needs it."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path = path
        self.limits = limits
        self.document: pypdfium2.PdfDocument | None = None

    def __enter__(self) -> _Renderer:
        return self

    def __exit__(self, *_: object) -> None:
        if self.document is not None:
            self.document.close()

    def render(self, page: pikepdf.Page, layout: Layout, index: int, out_dir: Path, damaged: bool) -> PageImage:
        dpi = self._dpi(page, layout)
        image = self._drawn(index, dpi)
        colour, bits = _depth(layout)
        if layout.images:
            path = page_path(out_dir, index, ".jpg")
            write_whole(path, lambda file: image.save(file, "JPEG", dpi=(dpi, dpi), **_RENDERED_JPEG))
        else:
            path = write_png(image, page_path(out_dir, index, ".png"), dpi)
        media_type = JPEG if layout.images else PNG
        return PageImage(
            index, path, media_type, image.width, image.height, dpi, colour, 0, "rendered", bits, damaged=damaged
        )

    def _dpi(self, page: pikepdf.Page, layout: Layout) -> int:
        """200 dpi for drawn pages; the scan's own resolution, within reason, for pages made of images."""
        native = [placed.dpi(_unit(page)) for placed in layout.images]
        wanted = round(max(native)) if native else RENDER_DPI
        least = RENDER_DPI if layout.other else _COARSEST_RENDERING
        dpi = min(max(wanted, least), _SHARPEST_RENDERING)
        width, height = page_inches(page)
        return dpi if width * height * dpi * dpi <= self.limits.max_pixels else RENDER_DPI

    def _drawn(self, index: int, dpi: int) -> Image.Image:
        import pypdfium2

        try:
            self.document = self.document or _opened(self.path)
            page = self.document[index]
            image: Image.Image = page.render(scale=dpi / POINTS_PER_INCH, draw_annots=True).to_pil().convert("RGB")
            page.close()
        except (pypdfium2.PdfiumError, ValueError) as error:
            message = f"Trang {index + 1} của PDF bị hỏng, không hiển thị được. Hãy quét lại trang này."
            raise Refused("damaged_page", message, media_type=PDF, pages=index + 1) from error
        return image


def _opened(path: Path) -> pypdfium2.PdfDocument:
    """With its forms, before the first page is loaded: else what stands in fields of signatures is left out."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    document.init_forms()
    return document


def _depth(layout: Layout) -> tuple[Colour, int]:
    """Colour class and bits of what was scanned; a page with drawings or text of its own is drawn in full colour."""
    if layout.other or not layout.images:
        return "colour", 24
    depths = [_image_depth(placed.image) for placed in layout.images]
    return max(depths, key=lambda depth: depth[1])


def _image_depth(image: Stream) -> tuple[Colour, int]:
    try:
        if image.get("/ImageMask", False) or int(image.get("/BitsPerComponent", 8)) == 1:
            return "bilevel", 1
        space = image.get("/ColorSpace", Name.DeviceRGB)
        family = space[0] if isinstance(space, Array) else space
        is_gray = family in (Name.DeviceGray, Name.CalGray) or (family == Name.ICCBased and int(space[1].N) == 1)
    except UNREADABLE:
        return "colour", 24
    return ("gray", 8) if is_gray else ("colour", 8 if family == Name.Indexed else 24)
