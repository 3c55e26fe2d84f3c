"""Can this PDF be opened, is it whole, harmless and within the limits, and is it signed?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from intake.pipeline.active import active_parts
from intake.pipeline.inflate import unpacks_beyond
from intake.pipeline.limits import Limits
from intake.pipeline.pdf_end import refuse_appended
from intake.pipeline.sniff import PDF
from intake.pipeline.verdict import Finding, Refused

RENDER_DPI = 200  # NĐ 30/2020 and Circular 05/2025/TT-BNV: at least 200 dpi
POINTS_PER_INCH = 72
LETTER = (0.0, 0.0, 612.0, 792.0)  # what readers take when a page names no size
# What pikepdf raises when an object isn't what its place demands; ArithmeticError for absurd numbers.
UNREADABLE = (pikepdf.PikepdfError, AttributeError, KeyError, TypeError, ValueError, IndexError, ArithmeticError)
_SIGNED = re.compile(rb"/ByteRange \[ *\d")
_TAIL = 2048
_DEFLATE_RATIO = 1032  # zlib's greatest possible expansion per stage
_UNPACKERS = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW"}
_IMAGE_LIKE_ADVICE = "Hãy quét lại giấy tờ, hoặc in tệp ra PDF mới (Print to PDF) rồi tải lại."


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What the container says before any page is drawn."""

    pages: int
    signed: bool
    findings: tuple[Finding, ...]


def judge(path: Path, limits: Limits) -> PdfFacts:
    """Facts of a PDF that may be taken; raises `Refused` with the Vietnamese reason otherwise."""
    refuse_appended(path)
    pdf, repaired = _open(path)
    with pdf:
        try:
            return _facts(pdf, repaired, limits)
        except UNREADABLE as error:
            raise _damaged() from error


def _facts(pdf: Pdf, repaired: bool, limits: Limits) -> PdfFacts:
    pages = _count(pdf, limits)
    signed = is_signed(pdf)
    _refuse_active(pdf, pages, signed)
    _refuse_bombs(pdf, limits)
    _refuse_giant_pages(pdf, limits)
    return PdfFacts(pages, signed, tuple(_container_findings(pdf, repaired)))


def is_signed(pdf: Pdf) -> bool:
    """True when a signature field holds a signature (ISO 32000-1, 12.8), whether or not it is valid."""
    # The dictionary of a signature may also be written inside its field, so look at the text of each object.
    return any(
        isinstance(obj, Dictionary) and _SIGNED.search(obj.unparse(resolved=True)) is not None for obj in pdf.objects
    )


def page_box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """The visible box (left, bottom, right, top) in points; the media box where the crop box is unusable."""
    media = _box(page, "mediabox") or LETTER
    crop = _box(page, "cropbox") or media
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if right > left and top > bottom else media


def page_inches(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height of the unrotated page in inches, user unit included."""
    left, bottom, right, top = page_box(page)
    unit = float(page.obj.get("/UserUnit", 1)) / POINTS_PER_INCH
    return (right - left) * unit, (top - bottom) * unit


def _box(page: pikepdf.Page, which: str) -> tuple[float, float, float, float] | None:
    try:
        x0, y0, x1, y1 = (float(number) for number in getattr(page, which))
    except UNREADABLE:
        return None
    box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    return box if box[2] > box[0] and box[3] > box[1] else None


def _open(path: Path) -> tuple[Pdf, bool]:
    """The open PDF and whether its cross-reference table had to be rebuilt."""
    try:
        try:
            return pikepdf.open(path, attempt_recovery=False), False
        except pikepdf.PdfError:
            return _open_broken(path), True
    except pikepdf.PasswordError as error:
        message = "PDF bị khoá bằng mật khẩu nên không đọc được. Hãy bỏ mật khẩu hoặc quét lại rồi tải lên."
        raise Refused("encrypted_pdf", message, media_type=PDF) from error


def _open_broken(path: Path) -> Pdf:
    """A PDF that qpdf can rebuild; one whose end is missing is refused, for pages may be missing with it."""
    if not _has_end(path):
        message = "PDF bị cắt cụt (thiếu phần cuối), có thể mất trang. Hãy sao chép hoặc quét lại tệp."
        raise Refused("truncated_pdf", message, media_type=PDF)
    try:
        return pikepdf.open(path)
    except pikepdf.PdfError as error:
        raise _damaged() from error


def _damaged() -> Refused:
    return Refused("damaged_pdf", "PDF bị hỏng, không đọc được trang nào. Hãy sao chép hoặc quét lại.", media_type=PDF)


def _has_end(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(0, file.tell() - _TAIL))
        return b"%%EOF" in file.read()


def _count(pdf: Pdf, limits: Limits) -> int:
    declared = int(pdf.Root.Pages.get("/Count", 0))
    pages = declared if declared > limits.max_pages else len(pdf.pages)
    if pages == 0:
        raise _damaged()
    if pages > limits.max_pages:
        message = f"PDF có {pages} trang, quá giới hạn {limits.max_pages} trang. Hãy tách thành nhiều tệp."
        raise Refused("too_many_pages", message, media_type=PDF, pages=pages)
    return pages


def _refuse_active(pdf: Pdf, pages: int, signed: bool) -> None:
    parts = active_parts(pdf)
    if not parts:
        return
    what = ", ".join(parts)
    if signed:
        message = (
            f"PDF đã ký số nhưng có chứa {what}, nên không an toàn để lưu trữ; gỡ bỏ sẽ làm hỏng chữ ký. "
            "Hãy đề nghị nơi phát hành cấp lại bản không có nội dung này."
        )
        raise Refused("signed_active_pdf", message, media_type=PDF, pages=pages, signed=True)
    message = f"PDF có chứa {what}, không an toàn để mở và lưu trữ. {_IMAGE_LIKE_ADVICE}"
    raise Refused("active_pdf", message, media_type=PDF, pages=pages)


def _refuse_bombs(pdf: Pdf, limits: Limits) -> None:
    for obj in pdf.objects:
        if isinstance(obj, Stream) and _is_bomb(obj, limits):
            message = f"PDF có dữ liệu nén bung ra quá lớn (nghi là bom giải nén). {_IMAGE_LIKE_ADVICE}"
            raise Refused("pdf_bomb", message, media_type=PDF)


def _is_bomb(stream: Stream, limits: Limits) -> bool:
    if stream.get("/Subtype") == Name.Image and _too_many_pixels(stream, limits):
        return True
    unpackers = [str(name) for name in filters(stream) if str(name) in _UNPACKERS]
    if not unpackers:
        return False
    ceiling = limits.max_stream_bytes
    if len(unpackers) == 1 and int(stream.get("/Length", 0)) * _DEFLATE_RATIO <= ceiling:
        return False
    return unpacks_beyond(stream.read_raw_bytes(), len(unpackers), ceiling)


def _too_many_pixels(image: Stream, limits: Limits) -> bool:
    try:
        width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    except (TypeError, ValueError):
        return True
    return width * height > limits.max_pixels or max(width, height) > limits.max_dimension


def filters(stream: Stream) -> list[Object]:
    """The stream's decoding filters in order, whether written as one name or as a list."""
    value: Any = stream.get("/Filter", [])
    return list(value) if isinstance(value, Array | list) else [value]


def _refuse_giant_pages(pdf: Pdf, limits: Limits) -> None:
    for number, page in enumerate(pdf.pages, 1):
        width, height = (inches * RENDER_DPI for inches in page_inches(page))
        if width * height > limits.max_pixels or max(width, height) > limits.max_dimension:
            message = f"Trang {number} của PDF có khổ quá lớn. {_IMAGE_LIKE_ADVICE}"
            raise Refused("giant_page", message, media_type=PDF, pages=len(pdf.pages))


def _container_findings(pdf: Pdf, repaired: bool) -> Iterator[Finding]:
    if repaired:
        message = f"PDF bị lỗi cấu trúc, đã khôi phục được {len(pdf.pages)} trang; hãy đối chiếu số trang với giấy tờ."
        yield Finding("repaired_pdf", "warning", message)
    if pdf.is_encrypted:
        message = "PDF bị khoá quyền in hoặc sao chép nhưng vẫn đọc được; các trang được lấy ra không kèm khoá."
        yield Finding("restricted_pdf", "warning", message)
