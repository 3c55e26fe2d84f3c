"""How much stands on a page: nothing, hardly anything, or is all of it black?

At a glance, about 600 pixels long, strokes of pencil melt into the paper as the print of the other side does. At
scanning resolution they are as dark as they are, while that print is blurred by the paper between.
"""

from typing import Final

from PIL import Image

from intake.pipeline.page_image import PageImage

_MARGIN: Final = 0.04  # edge shadows and punch holes lie here
_INK_CONTRAST: Final = 40  # gray levels darker than the paper; bleed-through of the back stays below
_DARK_PAPER: Final = 64  # gray level; the darkest coloured paper scans above 100
_BLACKENED: Final = 0.8  # share of the page; the densest forms and photographs of cards stay below a half
_BLANK_INK: Final = 0.0003  # share of the page; one short line of text in ink is four times that
_LONG: Final = 2339  # pixels of the long side of A4 at 200 dpi
_CELL: Final = 8  # pixels at 200 dpi: a stroke fills a quarter of each that it crosses, a speck of dust less
_INKED: Final = 0.16  # share of a cell
_CELLS: Final = 10  # a short word in pencil has 13, a page number 5, dust on a blank back none


def is_blank(gray: Image.Image) -> bool:
    """True when at a glance hardly anything stands out darker than the paper."""
    return ink_share(gray) < _BLANK_INK and not is_dark(gray)


def has_faint_writing(gray: Image.Image) -> bool:
    """Whether strokes stand on a page that seems blank at a glance, given in gray at scanning resolution."""
    inner = _inner(gray.reduce(max(1, round(max(gray.size) / _LONG))))
    ink = max(0, _paper(inner.histogram()) - _INK_CONTRAST)
    cells = inner.point([255] * ink + [0] * (256 - ink)).reduce(_CELL)
    return sum(cells.histogram()[round(255 * _INKED) :]) >= _CELLS


def has_faint_writing_on(page: PageImage) -> bool:
    """The same of a page image; raises `OSError` when it can't be decoded."""
    with Image.open(page.path) as image:
        image.draft("L", image.size)
        return has_faint_writing(image.convert("L"))


def is_dark(gray: Image.Image) -> bool:
    """True when the page itself is black: a lid that hid it or a lamp that went out, no paper."""
    return _paper(_inner(gray).histogram()) < _DARK_PAPER


def is_blackened(gray: Image.Image) -> bool:
    """True when hardly anything of the page is left white: dark, or a sheet whose code somebody blacked out."""
    inner = _inner(gray)
    return sum(inner.histogram()[:_DARK_PAPER]) > _BLACKENED * inner.width * inner.height


def is_empty(gray: Image.Image) -> bool:
    """True when at a glance nothing can be told of the page, blank or dark: it is like every other such one."""
    return is_dark(gray) or is_blank(gray)


def ink_share(gray: Image.Image) -> float:
    """Share of the page, margins left out, that is clearly darker than its paper."""
    inner = _inner(gray)
    histogram = inner.histogram()
    return sum(histogram[: max(0, _paper(histogram) - _INK_CONTRAST)]) / max(1, inner.width * inner.height)


def _inner(gray: Image.Image) -> Image.Image:
    across, down = round(gray.width * _MARGIN), round(gray.height * _MARGIN)
    return gray.crop((across, down, gray.width - across, gray.height - down))


def _paper(histogram: list[int]) -> int:
    """The gray level of the paper: the most frequent one."""
    return max(range(256), key=histogram.__getitem__)
