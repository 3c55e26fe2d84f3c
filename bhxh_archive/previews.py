"""How does the viewer show a PDF that we made or accepted? As pictures of its pages, drawn once by digest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Final, TypeVar

import pypdfium2 as pdfium
from django.db import transaction
from PIL import Image

from bhxh_archive import storage
from bhxh_archive.errors import Damaged
from bhxh_archive.models import Preview, StoredFile
from bhxh_archive.text import nfc

Answer = TypeVar("Answer")
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


def shown_sound(preview: Preview, send: Callable[[Preview], Answer]) -> Answer:
    """What `send` makes of the pictures of a page; where one is broken, it was drawn anew from the PDF.

    Raises Damaged where the PDF is broken too.
    """
    try:
        return send(preview)
    except Damaged:
        return send(drawn_anew(preview))


def drawn_anew(preview: Preview) -> Preview:
    """The page drawn once more. The same pictures are the same bytes, which repairs the store; others take their place
    in the row. Raises Damaged where the PDF is broken."""
    old = [preview.view, preview.thumb]
    with _opened(preview.file) as document:
        drawn = _draw(preview.file, document, preview.number - 1)
    preview.view, preview.thumb = drawn.view, drawn.thumb
    preview.save(update_fields=["view", "thumb"])
    for file in old:
        storage.forget(file)
    return preview


def _known(file: StoredFile) -> list[Preview]:
    return list(file.previews.filter(drawing=DRAWING).select_related("view", "thumb"))


def _draw_all(file: StoredFile) -> list[Preview]:
    """The rows come at once: a half-drawn document must not be taken for a shorter one."""
    with _opened(file) as document:
        drawn = [_draw(file, document, index) for index in range(len(document))]
    _replace(file, drawn)
    return _known(file)


@contextmanager
def _opened(file: StoredFile) -> Iterator[pdfium.PdfDocument]:
    document = pdfium.PdfDocument(storage.read_file(file))
    try:
        document.init_forms()  # before the first page is loaded: else what stands in fields of signatures is left out
        yield document
    finally:
        document.close()


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
