"""How does the viewer show a PDF that we made or accepted? As pictures of its pages, drawn once by digest."""

from __future__ import annotations

from io import BytesIO
from typing import Final

import pypdfium2 as pdfium
from PIL import Image

from bhxh_archive import storage
from bhxh_archive.models import Preview, StoredFile
from bhxh_archive.text import nfc

VIEW_WIDTH: Final = 1600
THUMB_WIDTH: Final = 220
JPEG: Final = "image/jpeg"


def previews_of(file: StoredFile) -> list[Preview]:
    """One preview per page of the PDF, in order; drawn on the first call."""
    known = list(file.previews.select_related("view", "thumb"))
    return known or _draw_all(file)


def _draw_all(file: StoredFile) -> list[Preview]:
    """The rows come at once: a half-drawn document must not be taken for a shorter one."""
    document = pdfium.PdfDocument(storage.read_file(file))
    try:
        drawn = [_draw(file, document, index) for index in range(len(document))]
    finally:
        document.close()
    Preview.objects.bulk_create(drawn, ignore_conflicts=True)
    return list(file.previews.select_related("view", "thumb"))


def _draw(file: StoredFile, document: pdfium.PdfDocument, index: int) -> Preview:
    """The row of one page with its pictures in the store; not yet saved."""
    page = document[index]
    picture = page.render(scale=VIEW_WIDTH / page.get_width(), may_draw_forms=True).to_pil().convert("RGB")
    thumb = picture.copy()
    thumb.thumbnail((THUMB_WIDTH, THUMB_WIDTH * 2))
    return Preview(file=file, number=index + 1, view=_kept(picture), thumb=_kept(thumb), words=_words(page))


def _kept(picture: Image.Image) -> StoredFile:
    content = BytesIO()
    picture.save(content, "JPEG", quality=82, optimize=True)
    return storage.keep_bytes(content.getvalue(), JPEG)


def _words(page: pdfium.PdfPage) -> str:
    return nfc(page.get_textpage().get_text_bounded().replace("\x00", " "))
