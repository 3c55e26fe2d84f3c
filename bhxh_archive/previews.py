"""How does the viewer show a PDF that we made or accepted? As pictures of its pages, drawn once by digest."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Final

import pypdfium2 as pdfium
from django.db import transaction
from PIL import Image

from bhxh_archive import storage
from bhxh_archive.models import Preview, StoredFile
from bhxh_archive.text import nfc

VIEW_WIDTH: Final = 1600
THUMB_WIDTH: Final = 220
JPEG: Final = "image/jpeg"
DRAWING: Final = 2
"""How pages are drawn, raised when their pictures change: 2 shows the fields of forms, so handwriting and seals."""


def previews_of(file: StoredFile) -> list[Preview]:
    """One preview per page of the PDF, in order; drawn on the first call."""
    return _known(file) or _draw_all(file)


def drawn_before(files: Sequence[StoredFile]) -> list[Preview]:
    """The pages of these files that were drawn already, in one query: by file and in order, without their pictures."""
    return list(Preview.objects.filter(file__in=files, drawing=DRAWING).order_by("file", "number"))


def _known(file: StoredFile) -> list[Preview]:
    return list(file.previews.filter(drawing=DRAWING).select_related("view", "thumb"))


def _draw_all(file: StoredFile) -> list[Preview]:
    """The rows come at once: a half-drawn document must not be taken for a shorter one."""
    document = pdfium.PdfDocument(storage.read_file(file))
    try:
        document.init_forms()  # before the first page is loaded: else what stands in fields of signatures is left out
        drawn = [_draw(file, document, index) for index in range(len(document))]
    finally:
        document.close()
    _replace(file, drawn)
    return _known(file)


def _replace(file: StoredFile, drawn: list[Preview]) -> None:
    """The pictures of another way of drawing go, unless something else shows them still."""
    with transaction.atomic():
        old = list(file.previews.exclude(drawing=DRAWING).select_related("view", "thumb"))
        file.previews.filter(pk__in=[row.pk for row in old]).delete()
        Preview.objects.bulk_create(drawn, ignore_conflicts=True)
    for row in old:
        storage.forget(row.view)
        storage.forget(row.thumb)


def _draw(file: StoredFile, document: pdfium.PdfDocument, index: int) -> Preview:
    """The row of one page with its pictures in the store; not yet saved."""
    page = document[index]
    picture = page.render(scale=VIEW_WIDTH / page.get_width(), may_draw_forms=True).to_pil().convert("RGB")
    thumb = picture.copy()
    thumb.thumbnail((THUMB_WIDTH, THUMB_WIDTH * 2))
    pictures = {"view": _kept(picture), "thumb": _kept(thumb)}
    return Preview(file=file, number=index + 1, words=_words(page), drawing=DRAWING, **pictures)


def _kept(picture: Image.Image) -> StoredFile:
    content = BytesIO()
    picture.save(content, "JPEG", quality=82, optimize=True)
    return storage.keep_bytes(content.getvalue(), JPEG)


def _words(page: pdfium.PdfPage) -> str:
    return nfc(page.get_textpage().get_text_bounded().replace("\x00", " "))
