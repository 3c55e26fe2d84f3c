"""Is this page image good enough for the archive, and which pages does it resemble?"""

import io
from collections.abc import Iterator

from PIL import Image, ImageChops, ImageStat

from intake.pipeline.page_image import PageImage
from intake.pipeline.verdict import Finding

SIDEWAYS = "sideways"
REQUIRED_DPI = 200  # NĐ 30/2020/NĐ-CP App. I and Circular 05/2025/TT-BNV
REQUIRED_BITS = 24  # Circular 05/2025/TT-BNV: colour, at least 24 bits
_DPI_SLACK = 0.97  # scanners round 200 dpi to 197-199
_SIDE = 600  # pixels of the long side that the pixel checks look at, about 50 dpi of A4
_MARGIN = 0.04  # edge shadows and punch holes lie here
_INK_CONTRAST = 40  # gray levels darker than the paper; bleed-through of the back stays below
_BLANK_INK = 0.0003  # share of the page; one short line of text is four times that
# Forms, tables and running text at 0-2 degrees of skew measured 2.1 to 7 with these values; 1 is no direction.
_STRIPS = 8  # wide enough to average letters away, narrow enough that skew doesn't smear lines into each other
_STEP = 3  # pixels: half a line of 11-point text
_CLEAR_DIRECTION = 1.5


def small_gray(page: PageImage) -> Image.Image:
    """The upright page in gray, about 600 pixels on its long side; raises `OSError` when it can't be decoded."""
    with Image.open(page.path) as image:
        scale = max(1, max(image.size) // _SIDE)
        image.draft("L", (image.width // scale, image.height // scale))
        gray = image.convert("L")
    return _small(gray).rotate(-page.rotation, expand=True)


def small_gray_of(picture: bytes) -> Image.Image:
    """The same of a picture of the page that is drawn upright already."""
    with Image.open(io.BytesIO(picture)) as image:
        return _small(image.convert("L"))


def _small(gray: Image.Image) -> Image.Image:
    gray.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX, reducing_gap=None)
    return gray


def check(page: PageImage, gray: Image.Image) -> list[Finding]:
    """Findings on one page, given its `small_gray` image; a blank page is judged no further."""
    if page.damaged:
        message = "ảnh trang bị hỏng hoặc thiếu một phần; hãy quét lại trang này."
        return [Finding("page_damaged", "hard", message, page.index)]
    findings = [*_resolution(page), *_depth(page)]
    if is_blank(gray):
        return [*findings, Finding("blank", "warning", "trang trắng; xác nhận là mặt sau trống hoặc xóa.", page.index)]
    return [*findings, *check_direction(gray, page.index)]


def check_direction(gray: Image.Image, index: int) -> list[Finding]:
    """The finding on a page that bears something and lies on its side; turning it is the remedy."""
    if is_blank(gray) or not is_sideways(gray):
        return []
    message = "trang có vẻ nằm ngang (chụp hoặc quét xoay); hãy xoay trang cho chữ thẳng."
    return [Finding(SIDEWAYS, "warning", message, index)]


def is_blank(gray: Image.Image) -> bool:
    """True when hardly anything stands out darker than the paper."""
    return ink_share(gray) < _BLANK_INK


def ink_share(gray: Image.Image) -> float:
    """Share of the page, margins left out, that is clearly darker than its paper."""
    across, down = round(gray.width * _MARGIN), round(gray.height * _MARGIN)
    inner = gray.crop((across, down, gray.width - across, gray.height - down))
    histogram = inner.histogram()
    paper = max(range(256), key=histogram.__getitem__)
    return sum(histogram[: max(0, paper - _INK_CONTRAST)]) / max(1, inner.width * inner.height)


def is_sideways(gray: Image.Image) -> bool:
    """True when lines of text run from top to bottom, or when a landscape page shows no clear direction."""
    across, down = _changes_down(gray), _changes_down(gray.transpose(Image.Transpose.ROTATE_90))
    if down > across * _CLEAR_DIRECTION:
        return True
    return gray.width > gray.height and across < down * _CLEAR_DIRECTION


def dhash(gray: Image.Image) -> int:
    """Difference hash as a signed 64-bit integer (fits PostgreSQL bigint); near-equal pages differ in few bits."""
    tiny = gray.resize((9, 8), Image.Resampling.BOX)
    pixels = tiny.tobytes()
    rows = (pixels[start : start + 9] for start in range(0, 72, 9))
    bits = [left > right for row in rows for left, right in zip(row, row[1:], strict=False)]
    unsigned = sum(bit << place for place, bit in enumerate(bits))
    return unsigned - (1 << 64) if unsigned >> 63 else unsigned


def hash_distance(one: int, other: int) -> int:
    """Number of differing bits of two `dhash` values, 0 to 64; up to about 6 looks like the same page."""
    return ((one ^ other) & ((1 << 64) - 1)).bit_count()


def _changes_down(gray: Image.Image) -> float:
    """How strongly brightness changes from row to row inside vertical strips: high across lines of text."""
    strips = gray.resize((_STRIPS, gray.height), Image.Resampling.BOX)
    changes = ImageChops.difference(strips, ImageChops.offset(strips, 0, _STEP))
    return ImageStat.Stat(changes).rms[0]


def _resolution(page: PageImage) -> Iterator[Finding]:
    if page.dpi < REQUIRED_DPI * _DPI_SLACK:
        message = f"độ phân giải {page.dpi} dpi, thấp hơn {REQUIRED_DPI} dpi; hãy quét lại."
        yield Finding("low_resolution", "warning", message, page.index)
    if page.dpi_assumed:
        message = "ảnh không ghi độ phân giải hợp lý; tạm tính theo khổ A4, hãy kiểm tra ảnh chụp đủ cả trang."
        yield Finding("assumed_resolution", "warning", message, page.index)


def _depth(page: PageImage) -> Iterator[Finding]:
    if page.bits >= REQUIRED_BITS:
        return
    kinds = {"bilevel": "ảnh đen trắng", "gray": "ảnh xám", "colour": "ảnh màu rút gọn"}
    message = f"{kinds[page.colour]} ({page.bits} bit); quy định quét màu từ {REQUIRED_BITS} bit."
    yield Finding("not_true_colour", "warning", message, page.index)
