"""How do JPEG, PNG and TIFF files become page images without losing a bit of what was scanned?"""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, ImageSequence

from intake.pipeline.files import page_path, write_whole
from intake.pipeline.images import UNDECODABLE, check_size, damaged, decode_small, opened
from intake.pipeline.jpeg_soundness import is_sound_stream
from intake.pipeline.limits import Limits
from intake.pipeline.listening import listening
from intake.pipeline.page_image import PageImage
from intake.pipeline.raster import bits_of, colour_of, dpi_of, plain, rotation_of
from intake.pipeline.sniff import JPEG, PNG, TIFF
from intake.pipeline.tiff_jpeg import jpeg_of, strips_of

_PNG_LEVEL = 3  # noisy scans hardly shrink further; level 6 costs three times the time
# PDF/A-2 with an RGB output intent holds no CMYK: a print shop's JPEG becomes RGB here, its bytes stay in the upload.
_ARCHIVED_MODES = {"L", "RGB"}
# Bit depth and colour type (PNG, IHDR) that every later step reads as they are: 1-bit and 8-bit gray, 24-bit RGB.
_PLAIN_PNG = {(1, 0), (8, 0), (8, 2)}


def image_pages(path: Path, media_type: str, out_dir: Path, limits: Limits, only: range | None) -> Iterator[PageImage]:
    """One page for a JPEG or PNG, one per frame for a TIFF; see `pages.split`."""
    with opened(path, media_type, limits) as image:
        frames = ImageSequence.Iterator(image) if media_type == TIFF else iter([image])
        for index, frame in enumerate(frames):
            if only is not None and index >= only.stop:
                return
            if only is None or index in only:
                check_size(frame, media_type, limits)
                yield _page(path, frame, media_type, out_dir, index)


def write_png(image: Image.Image, path: Path, dpi: int) -> Path:
    """A lossless page file that states its resolution."""
    return write_whole(path, lambda file: image.save(file, "PNG", dpi=(dpi, dpi), compress_level=_PNG_LEVEL))


def _page(path: Path, image: Image.Image, media_type: str, out_dir: Path, index: int) -> PageImage:
    rotation = rotation_of(image)
    if media_type == JPEG and rotation is not None and image.mode in _ARCHIVED_MODES:
        return _described(image, _copied(path, page_path(out_dir, index, ".jpg")), JPEG, index, rotation)
    if media_type == PNG and rotation == 0 and _is_plain_png(path, image):
        return _described(image, _copied(path, page_path(out_dir, index, ".png")), PNG, index, 0)
    dpi = dpi_of(image)[0]
    if media_type == TIFF and rotation is not None and (stream := jpeg_of(path, image, dpi)) and _is_sound(stream):
        taken = write_whole(page_path(out_dir, index, ".jpg"), lambda file: file.write(stream))
        return _described(image, taken, JPEG, index, rotation)
    try:
        with listening():
            image.load()
    except UNDECODABLE as error:
        if media_type != TIFF:
            raise damaged(media_type, index + 1) from error
        return _torn(image, out_dir, index, dpi)
    upright = plain(ImageOps.exif_transpose(image))
    written = write_png(upright, page_path(out_dir, index, ".png"), dpi)
    suspect = not all(map(is_sound_stream, strips_of(path, image)))
    return replace(_described(image, written, PNG, index, 0, upright.size), suspect=suspect)


def _is_sound(stream: bytes) -> bool:
    try:
        with Image.open(BytesIO(stream), formats=("JPEG",)) as image:
            decode_small(image)
    except UNDECODABLE:
        return False
    return True


def _torn(image: Image.Image, out_dir: Path, index: int, dpi: int) -> PageImage:
    """What is left of a page that can't be decoded whole, so that the clerk sees which sheet to scan again."""
    left = Image.new(image.mode, image.size)
    left.im = image.im
    shown = plain(left)
    written = write_png(shown, page_path(out_dir, index, ".png"), dpi)
    return replace(_described(image, written, PNG, index, 0, shown.size), damaged=True)


def _described(
    image: Image.Image, path: Path, media_type: str, index: int, rotation: int, size: tuple[int, int] | None = None
) -> PageImage:
    dpi, assumed = dpi_of(image)
    width, height = size or image.size
    return PageImage(
        index=index,
        path=path,
        media_type=media_type,
        width=width,
        height=height,
        dpi=dpi,
        colour=colour_of(image),
        rotation=rotation,
        source="embedded",
        bits=bits_of(image),
        dpi_assumed=assumed,
    )


def _copied(source: Path, target: Path) -> Path:
    with source.open("rb") as original:
        return write_whole(target, lambda file: shutil.copyfileobj(original, file))


def _is_plain_png(path: Path, image: Image.Image) -> bool:
    with path.open("rb") as file:
        header = file.read(26)
    return (header[24], header[25]) in _PLAIN_PNG and "transparency" not in image.info
