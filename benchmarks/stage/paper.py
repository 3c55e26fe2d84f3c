"""On which paper is measured? A4 pages at 200 dpi in colour, as a feeder scanner gives them, no two alike."""

import io
from functools import cache
from random import Random

import img2pdf
from PIL import ImageDraw

from tools import demo_texts
from tools.demo_scans import QUALITY, scanned
from tools.demo_sheet import DPI, SIZE, Sheet, font

WORDS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
__all__ = ["DPI", "WORDS", "headline", "jpegs", "marked", "pdf", "thick_pdf"]


@cache
def jpegs(number: int, batch: int = 0) -> list[bytes]:
    """That many pages of the demo's texts, each headed by words that stand on no other page; at most 12 a batch."""
    return [_jpeg(index, batch) for index in range(number)]


def headline(index: int, batch: int = 0) -> str:
    """The words on top of page `index` of a batch (both from 0), as a person would search for them."""
    return f"Tờ đo thứ {WORDS[index]} của lượt {WORDS[batch]}"


@cache
def pdf(number: int, batch: int = 0) -> bytes:
    """The pages as a PDF that holds images only, as scanners make it."""
    return _bound(jpegs(number, batch))


def thick_pdf(number: int, *, first: int = 0) -> bytes:
    """A PDF of any number of pages: twelve sheets again and again, yet no two images of the same bytes; nor of two
    files whose numbers, counted from `first`, do not overlap."""
    sheets = jpegs(len(WORDS))
    return _bound([marked(sheets[index % len(sheets)], index) for index in range(first, first + number)])


def marked(jpeg: bytes, number: int) -> bytes:
    """The same picture under other bytes: a comment segment behind the start of the image (ITU-T T.81, B.2.4.5)."""
    note = str(number).encode()
    return jpeg[:2] + b"\xff\xfe" + (len(note) + 2).to_bytes(2, "big") + note + jpeg[2:]


def _bound(images: list[bytes]) -> bytes:
    made = img2pdf.convert(images)
    assert made
    return made


def _jpeg(index: int, batch: int) -> bytes:
    draws = list(demo_texts.PAGES.values())
    rng = Random(batch * len(WORDS) + index)
    sheet = Sheet(rng)
    draws[index % len(draws)](sheet)
    words = headline(index, batch)
    ImageDraw.Draw(sheet.image).text((SIZE[0] / 2, 56), words, "black", font(16), anchor="ma")
    content = io.BytesIO()
    scanned(sheet.image, rng).save(content, "JPEG", quality=QUALITY, dpi=(DPI, DPI), optimize=True)
    return content.getvalue()
