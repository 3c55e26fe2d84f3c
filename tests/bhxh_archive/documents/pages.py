"""Which page images do the tests scan?"""

from __future__ import annotations

import io
from functools import cache

import pypdfium2
from PIL import Image

from bhxh_archive.documents.render import render
from bhxh_archive.documents.shapes import withdrawal
from bhxh_archive.documents.text_layer import Recognised, recognise

DPI = 200


@cache
def letter_image() -> Image.Image:
    """The head of a printed letter at 200 dpi: real typography, quick to recognise."""
    page = pypdfium2.PdfDocument(render("withdrawal", withdrawal.example()))[0]
    whole = page.render(scale=DPI / 72).to_pil().convert("RGB")
    return whole.crop((0, 0, whole.width, whole.height * 53 // 200))


def encoded(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


@cache
def letter_read() -> Recognised:
    """The letter's text, recognised once for all tests."""
    return recognise(encoded(letter_image()), DPI)
