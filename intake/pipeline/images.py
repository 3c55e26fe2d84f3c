"""Can this JPEG, PNG or TIFF be decoded whole, within the limits, and how many pages does it hold?"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageFile, UnidentifiedImageError

from intake.pipeline.limits import Limits
from intake.pipeline.listening import listening
from intake.pipeline.sniff import JPEG, LABELS, PNG, TIFF
from intake.pipeline.verdict import Refused

_FORMATS = {JPEG: ("JPEG", "MPO"), PNG: ("PNG",), TIFF: ("TIFF",)}
# What Pillow's decoders raise on hostile or damaged bytes.
UNDECODABLE = (OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError, OverflowError)


@contextmanager
def opened(path: Path, media_type: str, limits: Limits) -> Iterator[ImageFile.ImageFile]:
    """The image, header read and size checked, nothing decoded yet; raises `Refused`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # broken metadata is no reason to speak; broken pixels raise
            image = Image.open(path, formats=_FORMATS[media_type])
    except Image.DecompressionBombError as error:  # Pillow's own guard, at twice the pixels of ours
        raise _bomb(media_type, limits) from error
    except (UnidentifiedImageError, *UNDECODABLE) as error:
        raise damaged(media_type) from error
    with image:
        check_size(image, media_type, limits)
        yield image


def judge(path: Path, media_type: str, limits: Limits) -> int:
    """The number of pages, every one decoded to its last row; raises `Refused` with the Vietnamese reason.

    Of a TIFF that has other pages one that can't be decoded counts too: it is told when it is taken out.
    """
    with opened(path, media_type, limits) as image:
        if media_type != TIFF:
            _decode(image, media_type, 1)
            return 1
        return _judge_frames(image, limits)


def check_size(image: Image.Image, media_type: str, limits: Limits) -> None:
    """Refuse before decoding what would not fit: the guard against decompression bombs."""
    width, height = image.size
    if width * height > limits.max_pixels or max(width, height) > limits.max_dimension:
        raise _bomb(media_type, limits, f" ({width} x {height})")


def _bomb(media_type: str, limits: Limits, size: str = "") -> Refused:
    message = (
        f"Ảnh có quá nhiều điểm ảnh{size} để là một trang giấy; tối đa {limits.max_pixels // 1_000_000} triệu điểm, "
        f"mỗi cạnh {limits.max_dimension} điểm. Hãy quét lại ở 200-300 dpi."
    )
    return Refused("image_bomb", message, media_type=media_type)


def damaged(media_type: str, page: int | None = None) -> Refused:
    where = f" ở trang {page}" if page and media_type == TIFF else ""
    message = f"Tệp {LABELS[media_type]} bị hỏng{where}, không đọc được. Hãy sao chép hoặc quét lại."
    return Refused("damaged_image", message, media_type=media_type)


def truncated(media_type: str, page: int) -> Refused:
    where = f" (trang {page})" if media_type == TIFF else ""
    message = f"Tệp {LABELS[media_type]} bị cắt cụt{where}: thiếu phần cuối của ảnh. Hãy sao chép hoặc quét lại."
    return Refused("truncated_image", message, media_type=media_type)


def decode_small(image: Image.Image) -> None:
    """Decode every row; a JPEG at an eighth of its size, which reads all its bytes in a quarter of the time."""
    if isinstance(image, ImageFile.ImageFile) and image.format in {"JPEG", "MPO"}:
        image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))
    with listening():
        image.load()


def _decode(image: Image.Image, media_type: str, page: int) -> None:
    try:
        decode_small(image)
    except UNDECODABLE as error:
        is_cut = "truncated" in str(error).lower()
        raise truncated(media_type, page) if is_cut else damaged(media_type, page) from error


def _judge_frames(image: ImageFile.ImageFile, limits: Limits) -> int:
    page, torn = 0, []
    while _seek(image, page, limits):
        page += 1
        if page > limits.max_pages:
            message = f"TIFF có hơn {limits.max_pages} trang, quá giới hạn. Hãy tách thành nhiều tệp."
            raise Refused("too_many_pages", message, media_type=TIFF, pages=page)
        check_size(image, TIFF, limits)
        try:
            _decode(image, TIFF, page)
        except Refused as refused:
            torn.append(refused)
    if len(torn) == page:
        raise torn[0]
    return page


def _seek(image: ImageFile.ImageFile, frame: int, limits: Limits) -> bool:
    try:
        image.seek(frame)
    except EOFError:
        return False
    except Image.DecompressionBombError as error:
        raise _bomb(TIFF, limits) from error
    except UNDECODABLE as error:
        raise damaged(TIFF, frame + 1) from error
    return True
