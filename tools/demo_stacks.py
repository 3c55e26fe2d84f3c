"""What does a stack of dossiers behind their cover sheets look like, and a sheet that was treated badly?

For tests and figures: cover sheets as the product prints them, 200 dpi in colour, and the faults of a counter's day.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random
from typing import Final

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from bhxh_archive.documents.render import render
from bhxh_archive.documents.shapes import cover_sheet, separator
from bhxh_archive.identifiers import check_character

DPI: Final = 200
PAPER: Final = (252, 250, 245)
Fault = Callable[[Image.Image, Random], Image.Image]


def number(serial: int) -> str:
    """A receipt number of a day in the demo, with its check character."""
    base = f"G12.99.31.001-261126-{serial:04d}"
    return f"{base}-{check_character(base)}"


def cover(number: str) -> Image.Image:
    """The printed cover sheet of that dossier."""
    return _drawn(render("cover_sheet", {**cover_sheet.example(), "number": number, "qr": number}))[0]


def separators(number: str, codes: list[str]) -> list[Image.Image]:
    """The printed separators of these components."""
    sheets = [{"code": code, "title": code, "name": "Giấy tờ"} for code in codes]
    return _drawn(render("separator", {**separator.example(), "number": number, "sheets": sheets}))


def _drawn(pdf: bytes) -> list[Image.Image]:
    return [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(pdf)]


def jpeg(page: Image.Image, quality: int = 75) -> bytes:
    """The page as a scanner sends it."""
    content = io.BytesIO()
    page.save(content, "JPEG", quality=quality, dpi=(DPI, DPI))
    return content.getvalue()


def turned(page: Image.Image, degrees: float) -> Image.Image:
    """The page as it lies in the feeder, so many degrees askew."""
    return page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=PAPER)


def creased(page: Image.Image, rng: Random) -> Image.Image:
    """Three folds through the upper half, where the codes are: dark valley, bright ridge, the paper shifted."""
    for _ in range(3):
        page = _folded(page, rng)
    return page


def _folded(page: Image.Image, rng: Random) -> Image.Image:
    y, lean, shift = rng.randint(150, 900), rng.randint(-160, 160), rng.randint(-3, 3)
    below = Image.new("L", page.size, 0)
    draw = ImageDraw.Draw(below)
    draw.polygon([(0, y), (page.width, y + lean), page.size, (0, page.height)], fill=255)
    moved = Image.composite(ImageChops.offset(page, shift, 0), page, below)
    draw = ImageDraw.Draw(moved)
    draw.line([(0, y), (page.width, y + lean)], fill=(95, 92, 88), width=rng.randint(2, 5))
    draw.line([(0, y + 6), (page.width, y + lean + 6)], fill="white", width=rng.randint(2, 5))
    return moved


def skewed(page: Image.Image, rng: Random) -> Image.Image:
    """Five degrees askew to either side."""
    return turned(page, rng.choice((-5, 5)))


def faint(page: Image.Image, rng: Random) -> Image.Image:
    """Printed with the last of the toner, copied once, scanned soft: gray on gray, with grain."""
    ink = rng.randint(150, 185)
    pale = page.point(lambda value: ink + value * (240 - ink) // 255).filter(ImageFilter.GaussianBlur(0.7))
    grain = Image.effect_noise(page.size, 14).convert("RGB")
    return ImageChops.add(pale, grain, offset=-128)


def upside_down(page: Image.Image, rng: Random) -> Image.Image:
    """Put in the wrong way round, and not quite straight."""
    return turned(page.transpose(Image.Transpose.ROTATE_180), rng.uniform(-1, 1))


def written_over(page: Image.Image, rng: Random) -> Image.Image:
    """Pen strokes and correction fluid across the upper bars, the corner with its QR torn off."""
    page, shift = page.copy(), rng.randint(-20, 20)
    draw = ImageDraw.Draw(page)
    draw.polygon([(1150, 0), (page.width, 0), (page.width, 520)], fill=PAPER)
    for stroke in range(14):
        draw.line([(180 + stroke * 100, 500 + shift), (260 + stroke * 100, 900 + shift)], fill=(20, 20, 120), width=26)
    for stroke in range(5):
        draw.line([(180, 550 + stroke * 70), (1500, 570 + stroke * 70)], fill=PAPER, width=22)
    return page


def lower_half(page: Image.Image, rng: Random) -> Image.Image:
    """What is left of a sheet whose upper half was torn off, on the dark of the lid."""
    half = Image.new("RGB", page.size, (60, 60, 60))
    top = page.height // 2 + rng.randint(-60, 60)
    half.paste(page.crop((0, top, *page.size)), (0, top))
    return half


FAULTS: Final[dict[str, Fault]] = {
    "creased": creased, "skewed by 5 degrees": skewed, "faint": faint, "upside down": upside_down,
    "written over": written_over, "lower half": lower_half,
}  # fmt: skip
"""What a counter's day does to a sheet, by name."""
