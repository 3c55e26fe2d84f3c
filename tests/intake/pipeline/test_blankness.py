"""Is a faint or a short note told from a blank page, and dust and the print of the other side from a note?"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from intake.pipeline.blankness import has_faint_writing, is_blank
from intake.pipeline.checks import check, judge_view, shrunk, small_gray
from intake.pipeline.codes import page_codes
from intake.pipeline.limits import DEFAULT
from intake.pipeline.pages import split
from intake.pipeline.sniff import JPEG
from tests.intake.pipeline import samples
from tools import demo_scans

TINOS = settings.BASE_DIR / "fixtures" / "fonts" / "Tinos-Regular.ttf"


def blank(seed: int = 1) -> Image.Image:
    return demo_scans.scanned(Image.new("RGB", samples.A4, "white"), Random(seed))


def noted(text: str, gray: int, size: int = 34) -> Image.Image:
    page = blank()
    ImageDraw.Draw(page).text((700, 1200), text, fill=(gray, gray, gray), font=ImageFont.truetype(TINOS, size))
    return page


def bleeding(lightest: int, blur: float) -> Image.Image:
    """A back through which the front shows, no darker than `lightest` of white, seen through the paper."""
    front = samples.page().convert("L").transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    front = front.point(lambda value: lightest + value * (255 - lightest) // 255).filter(ImageFilter.GaussianBlur(blur))
    return ImageChops.multiply(blank(), Image.merge("RGB", (front,) * 3))


@pytest.mark.parametrize(
    ("text", "gray", "size"), [("Không đồng ý", 185, 34), ("Không đồng ý", 200, 34), ("đồng ý", 185, 26)]
)
def test_a_note_in_pencil_is_no_blank_page(tmp_path: Path, text: str, gray: int, size: int) -> None:
    page = noted(text, gray, size)
    assert is_blank(shrunk(page.convert("L")))  # at a glance it is
    (found,) = split(samples.page_jpeg(tmp_path, image=page), JPEG, tmp_path, DEFAULT)
    assert check(found, small_gray(found)) == []
    assert judge_view(page, 0)[0] == []
    (codes,) = page_codes(samples.page_jpeg(tmp_path, image=page), JPEG, tmp_path, DEFAULT)
    assert not codes.blank


def test_dust_the_other_side_and_a_page_number_are_no_note() -> None:
    pages = [*map(blank, range(8)), bleeding(225, 1), bleeding(215, 2), noted("2", 40, 30)]
    assert [has_faint_writing(page.convert("L")) for page in pages] == [False] * len(pages)


def test_a_note_is_seen_at_any_resolution_that_is_scanned() -> None:
    page = noted("Không đồng ý", 185)
    for scale in (1.5, 2, 3):
        large = page.resize((round(page.width * scale), round(page.height * scale)), Image.Resampling.BICUBIC)
        assert has_faint_writing(large.convert("L")), scale
