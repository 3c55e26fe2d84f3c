"""What does a page image say, where stands each word, and what is its invisible text page?

One recognition yields text, boxes and PDF. Run one recognition a core: parallel pages beat parallel lines, so the
engine's own threads are switched off (OMP_THREAD_LIMIT=1).
"""

from __future__ import annotations

import io
import os
import tempfile
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PIL import Image, UnidentifiedImageError

from .errors import NoTextRecognised, UnsuitableImage
from .paths import TESSDATA

LANGUAGE: Final = "vie"
# Set before the engine is loaded, its OpenMP run-time reads it once.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

_per_thread = threading.local()


@dataclass(frozen=True)
class Word:
    """A word with its box in pixels from the top left of the upright image; confidence 0-100."""

    text: str
    x: int
    y: int
    width: int
    height: int
    confidence: float


@dataclass(frozen=True)
class Recognised:
    """A page's text in NFC, its words in reading order, and its invisible text page (PDF, None unless asked for)."""

    text: str
    words: list[Word]
    text_pdf: bytes | None


def recognise(image: bytes, dpi: int, *, pdf: bool = True, rotation: int = 0) -> Recognised:
    """Read one page image; `rotation` (0, 90, 180, 270, clockwise) sets it upright first.

    The text page has the size of the upright image at `dpi`. Raises UnsuitableImage when the bytes are no image,
    NoTextRecognised when the engine fails. A blank page is no failure: its text is "".
    """
    picture = _upright(image, rotation)
    engine = _engine()
    engine.SetVariable("user_defined_dpi", str(dpi))
    try:
        text_pdf = None
        if pdf:
            text_pdf = _recognise_to_pdf(engine, picture)
        else:
            _recognise_only(engine, picture)
        text = unicodedata.normalize("NFC", engine.GetUTF8Text()).strip()
        return Recognised(text, list(_words(engine)), text_pdf)
    finally:
        engine.Clear()


def _upright(image: bytes, rotation: int) -> Image.Image:
    """In shades of grey: the engine reads the same words in three quarters of the time it needs for colours."""
    try:
        plain = Image.open(io.BytesIO(image)).convert("L")
    except (UnidentifiedImageError, OSError) as error:
        raise UnsuitableImage("Không đọc được ảnh trang. Hãy quét lại trang này.", detail=str(error)) from error
    return plain.rotate(-rotation, expand=True) if rotation else plain


def _engine() -> Any:
    """This thread's engine: loading the language data costs 0.1 s, and an engine serves one thread."""
    if not hasattr(_per_thread, "engine"):
        import tesserocr  # late, for OMP_THREAD_LIMIT above and because it weighs 60 MB

        try:
            _per_thread.engine = tesserocr.PyTessBaseAPI(
                path=str(TESSDATA), lang=LANGUAGE, psm=tesserocr.PSM.AUTO, oem=tesserocr.OEM.LSTM_ONLY
            )
        except RuntimeError as error:
            raise NoTextRecognised(
                "Chưa có dữ liệu nhận dạng chữ tiếng Việt. Hãy báo quản trị hệ thống.", detail=str(error)
            ) from error
        _per_thread.engine.SetVariable("tessedit_create_pdf", "1")
        _per_thread.engine.SetVariable("textonly_pdf", "1")
    return _per_thread.engine


def _recognise_to_pdf(engine: Any, picture: Image.Image) -> bytes:
    """The engine writes whole documents to files only, and would take a text file for a list of addresses to read:
    so it gets a bitmap that we wrote ourselves. BMP, as the engine reads a PPM pixel by pixel (a tenth of the time)."""
    with tempfile.TemporaryDirectory(prefix="text-layer-") as folder:
        bitmap = Path(folder, "page.bmp")
        picture.save(bitmap)
        if not engine.ProcessPages(str(Path(folder, "page")), str(bitmap)):
            raise NoTextRecognised("Không nhận dạng được chữ trên trang này. Hãy thử lại hoặc quét lại trang.")
        return Path(folder, "page.pdf").read_bytes()


def _recognise_only(engine: Any, picture: Image.Image) -> None:
    engine.SetImage(picture)
    if not engine.Recognize():
        raise NoTextRecognised("Không nhận dạng được chữ trên trang này. Hãy thử lại hoặc quét lại trang.")


def _words(engine: Any) -> Iterator[Word]:
    import tesserocr

    level = tesserocr.RIL.WORD
    found = engine.GetIterator()  # None on a blank page
    for item in tesserocr.iterate_level(found, level) if found else ():
        box = item.BoundingBox(level)
        text = item.GetUTF8Text(level) if box else ""
        if text.strip():
            left, top, right, bottom = box
            word = unicodedata.normalize("NFC", text)
            yield Word(word, left, top, right - left, bottom - top, item.Confidence(level))
