"""Is this page image good enough for the archive?"""

from collections.abc import Collection, Iterator, Sequence

from PIL import Image, ImageChops, ImageStat

from intake.pipeline.blankness import has_faint_writing, has_faint_writing_on, is_blank, is_dark
from intake.pipeline.edges import cut_sides
from intake.pipeline.jpeg_soundness import is_sound
from intake.pipeline.page_image import PageImage
from intake.pipeline.raster import A4_INCHES, A5_INCHES, dpi_on
from intake.pipeline.sharpness import BLURRED, sharpness
from intake.pipeline.skew import skew_of
from intake.pipeline.sniff import JPEG
from intake.pipeline.verdict import Finding

BLANK, BLURRY, CUT, DARK, SIDEWAYS, SKEWED = "blank", "blurred", "cut_edge", "dark", "sideways", "skewed"
LOW_RESOLUTION, ASSUMED_RESOLUTION = "low_resolution", "assumed_resolution"
SKEW_ALLOWED = 1.0  # degrees; feeders stay below
REQUIRED_DPI = 200  # NĐ 30/2020/NĐ-CP App. I and Circular 05/2025/TT-BNV
REQUIRED_BITS = 24  # Circular 05/2025/TT-BNV: colour, at least 24 bits
_DPI_SLACK = 0.97  # scanners round 200 dpi to 197-199
_SIDE = 600  # pixels of the long side that the pixel checks look at, about 50 dpi of A4
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
    return shrunk(gray).rotate(-page.rotation, expand=True)


def shrunk(gray: Image.Image) -> Image.Image:
    """The picture itself, made about 600 pixels long."""
    gray.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX, reducing_gap=None)
    return gray


def check(page: PageImage, gray: Image.Image) -> list[Finding]:
    """Findings on one page, given its `small_gray` image; a blank page is judged no further."""
    if page.damaged:
        message = "ảnh trang bị hỏng hoặc thiếu một phần; hãy quét lại trang này."
        return [Finding("page_damaged", "hard", message, page.index)]
    found = check_picture(gray, page.index)
    seen = [] if _is_blank_in(found) and has_faint_writing_on(page) else found
    return [*_decoding(page), *_resolution(page), *_depth(page), *seen]


def check_picture(gray: Image.Image, index: int, trimmed: Collection[str] = ()) -> list[Finding]:
    """What the upright picture alone tells: blank or dark, on its side, askew, cut off.

    `trimmed` are the sides that somebody cut on purpose: its shape says nothing of how such a page lies.
    """
    if is_dark(gray):
        return [Finding(DARK, "warning", "trang gần như đen hết; nếu không đọc được, hãy quét lại trang này.", index)]
    if is_blank(gray):
        return [Finding(BLANK, "warning", "trang trắng; xác nhận là mặt sau trống hoặc xóa.", index)]
    if is_sideways(gray, whole=not trimmed):
        message = "trang có vẻ nằm ngang (chụp hoặc quét xoay); hãy xoay trang cho chữ thẳng."
        return [Finding(SIDEWAYS, "warning", message, index)]
    return [*_skew(gray, index), *_cut(gray, index, trimmed)]


def _skew(gray: Image.Image, index: int) -> Iterator[Finding]:
    angle = skew_of(gray)
    if abs(angle) >= SKEW_ALLOWED:
        degrees = f"{abs(angle):.1f}".replace(".", ",")
        yield Finding(SKEWED, "warning", f"trang bị nghiêng {degrees} độ; hãy nắn thẳng hoặc quét lại.", index, angle)


def _cut(gray: Image.Image, index: int, trimmed: Collection[str]) -> Iterator[Finding]:
    names = {"left": "trái", "top": "trên", "right": "phải", "bottom": "dưới"}
    sides = [names[side] for side in cut_sides(gray, trimmed)]
    if sides:
        message = f"chữ bị cắt ở mép {', '.join(sides)}; hãy quét lại cho đủ cả trang."
        yield Finding(CUT, "warning", message, index)


def judge_view(view: Image.Image, index: int, trimmed: Collection[str] = ()) -> tuple[list[Finding], Image.Image]:
    """Everything that the upright picture at about 200 dpi tells, and the small gray one that was looked at; `trimmed`
    as `check_picture` takes it."""
    gray = view.convert("L")
    small = shrunk(gray.copy())
    found = check_picture(small, index, trimmed)
    if _is_blank_in(found) and has_faint_writing(gray):
        return [], small
    return found + ([] if found[:1] and found[0].code in (BLANK, DARK) else check_sharpness(gray, index)), small


def _is_blank_in(found: Sequence[Finding]) -> bool:
    return [finding.code for finding in found] == [BLANK]


def check_sharpness(view: Image.Image, index: int) -> list[Finding]:
    """The finding on a blurred page, given its picture in gray at about 200 dpi."""
    found = sharpness(view)
    if found is None or found >= BLURRED:
        return []
    return [Finding(BLURRY, "warning", "trang bị mờ, nhòe; hãy lau kính và quét lại trang này.", index)]


def is_sideways(gray: Image.Image, *, whole: bool = True) -> bool:
    """True when lines of text run from top to bottom, or when a `whole` landscape page shows no clear direction."""
    across, down = _changes_down(gray), _changes_down(gray.transpose(Image.Transpose.ROTATE_90))
    if down > across * _CLEAR_DIRECTION:
        return True
    return whole and gray.width > gray.height and across < down * _CLEAR_DIRECTION


def _changes_down(gray: Image.Image) -> float:
    """How strongly brightness changes from row to row inside vertical strips: high across lines of text."""
    strips = gray.resize((_STRIPS, gray.height), Image.Resampling.BOX)
    changes = ImageChops.difference(strips, ImageChops.offset(strips, 0, _STEP))
    return ImageStat.Stat(changes).rms[0]


def check_resolution(dpi: int, required: int = REQUIRED_DPI, index: int | None = None) -> list[Finding]:
    """The finding on a page with fewer dots per inch than `required`."""
    if dpi >= required * _DPI_SLACK:
        return []
    message = f"độ phân giải {dpi} dpi, thấp hơn {required} dpi; hãy quét lại."
    return [Finding(LOW_RESOLUTION, "warning", message, index)]


def check_legible(
    dpi: int, size: tuple[int, int], least: int, required: int = REQUIRED_DPI, *, assumed: bool = False
) -> list[Finding]:
    """The finding on a page on which writing of usual size can't be read: fewer dots per inch than `least`.

    A camera states a figure of its own, so that the pixels of the picture count as well, as on A4. Where none is
    stated (`assumed`) the sheet may be as small as A5: what no reason puts right has to be certain.
    """
    if max(dpi, dpi_on(size, A5_INCHES if assumed else A4_INCHES)) >= least * _DPI_SLACK:
        return []
    below = f"độ phân giải {dpi} dpi, dưới mức tối thiểu {least} dpi"
    message = f"{below} nên chữ không đủ rõ; hãy quét lại từ {required} dpi."
    return [Finding(LOW_RESOLUTION, "hard", message)]


def _decoding(page: PageImage) -> Iterator[Finding]:
    kept = page.media_type == JPEG and page.source == "embedded"
    if page.suspect or (kept and not is_sound(page.path)):
        message = "dữ liệu ảnh có chỗ hỏng, một phần trang có thể lệch, sai màu hoặc thiếu; hãy xem kỹ hoặc quét lại."
        yield Finding("page_suspect", "warning", message, page.index)


def _resolution(page: PageImage) -> Iterator[Finding]:
    yield from check_resolution(page.dpi, index=page.index)
    if page.dpi_assumed:
        message = "ảnh không ghi độ phân giải hợp lý; tạm tính theo khổ A4, hãy kiểm tra ảnh chụp đủ cả trang."
        yield Finding(ASSUMED_RESOLUTION, "warning", message, page.index)


def _depth(page: PageImage) -> Iterator[Finding]:
    if page.bits >= REQUIRED_BITS:
        return
    kinds = {"bilevel": "ảnh đen trắng", "gray": "ảnh xám", "colour": "ảnh màu rút gọn"}
    message = f"{kinds[page.colour]} ({page.bits} bit); quy định quét màu từ {REQUIRED_BITS} bit."
    yield Finding("not_true_colour", "warning", message, page.index)
