"""Do scans become a two-layer PDF/A without touching a pixel, in order, upright, in bounded memory?"""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from bhxh_archive.documents import scans
from bhxh_archive.documents.errors import DocumentError, UnsuitableImage
from bhxh_archive.documents.pdfa import lint
from bhxh_archive.documents.scans import ScanPage, component_pdf, write_component_pdf

from .pages import DPI, encoded, letter_image, letter_read


@contextmanager
def images(pdf: bytes) -> Iterator[list[Any]]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        yield [page.Resources.XObject.Im0 for page in document.pages]


def position(pdf: bytes, page: int, text: str) -> tuple[float, float]:
    """Left and bottom of the text in points of the page as it lies in the file."""
    textpage = pypdfium2.PdfDocument(pdf)[page].get_textpage()
    start, _ = textpage.search(text).get_next()
    left, bottom, _, _ = textpage.get_charbox(start)
    return left, bottom


def test_jpeg_bytes_are_kept_and_the_page_has_its_size():
    jpeg = encoded(letter_image(), quality=70)
    pdf = component_pdf([ScanPage(jpeg, DPI)], "Đơn đề nghị")
    with images(pdf) as stored:
        assert stored[0].read_raw_bytes() == jpeg
    width, height = letter_image().size
    assert pypdfium2.PdfDocument(pdf)[0].get_size() == pytest.approx((width * 72 / DPI, height * 72 / DPI), abs=0.01)


@pytest.mark.parametrize(
    ("mode", "kind"), [("RGB", "PNG"), ("L", "PNG"), ("1", "TIFF"), ("P", "PNG"), ("L", "JPEG"), ("RGBA", "PNG")]
)
def test_every_kind_of_image_is_lossless_pdfa(mode, kind):
    picture = letter_image().crop((700, 100, 1100, 260)).convert(mode)
    pdf = component_pdf([ScanPage(encoded(picture, kind), DPI)], "Ảnh")
    assert lint(pdf) == []
    if kind != "JPEG":
        with images(pdf) as stored:
            kept = pikepdf.PdfImage(stored[0]).as_pil_image().convert("RGB")
        assert kept.tobytes() == picture.convert("RGB").tobytes()


def test_the_text_lies_over_its_words():
    image, read = encoded(letter_image()), letter_read()
    pdf = component_pdf([ScanPage(image, DPI, text_pdf=read.text_pdf)], "Đơn đề nghị")
    assert lint(pdf) == []
    word = next(w for w in read.words if w.text == "CỘNG")
    left, bottom = position(pdf, 0, "CỘNG")
    height = pypdfium2.PdfDocument(pdf)[0].get_size()[1]
    assert left == pytest.approx(word.x * 72 / DPI, abs=3)
    assert height - bottom == pytest.approx((word.y + word.height) * 72 / DPI, abs=4)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_shows_upright_with_its_text_in_place(rotation):
    lying = encoded(letter_image().rotate(rotation, expand=True))
    read = letter_read()
    pdf = component_pdf([ScanPage(lying, DPI, rotation, read.text_pdf)], "Quay")
    page = pypdfium2.PdfDocument(pdf)[0]
    assert page.get_rotation() == rotation
    assert page.get_size() == pytest.approx([side * 72 / DPI for side in letter_image().size], abs=0.1)
    shown = page.render(scale=DPI / 72 / 2).to_pil().convert("L")
    ink = shown.crop((0, 0, shown.width, shown.height // 2)).point(lambda v: v < 128 and 255)
    assert ink.getbbox() is not None
    # where the upright page has the word, the turned page must have it after the same turn
    x, y = position(pdf, 0, "CỘNG")
    word = next(w for w in read.words if w.text == "CỘNG")
    upright = (word.x * 72 / DPI, page.get_size()[1] - (word.y + word.height) * 72 / DPI)
    assert unturned((x, y), rotation, page.get_size()) == pytest.approx(upright, abs=word.height * 72 / DPI + 4)


def unturned(point: tuple[float, float], rotation: int, shown: tuple[float, float]) -> tuple[float, float]:
    """A point of the page as it lies in the file -> the same point of the page as it is shown (both from below)."""
    x, y = point
    width, height = shown
    return {90: (y, height - x), 180: (width - x, height - y), 270: (width - y, x)}[rotation]


def test_orientation_tags_inside_the_image_change_nothing():
    tagged = Image.Exif()
    tagged[0x0112] = 6
    pdf = component_pdf([ScanPage(encoded(letter_image(), exif=tagged), DPI)], "Ảnh điện thoại")
    assert pypdfium2.PdfDocument(pdf)[0].get_rotation() == 0


def test_title_language_and_time_are_declared():
    pdf = component_pdf([ScanPage(encoded(letter_image()), DPI)], "Sổ hộ khẩu")
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_metadata() as metadata:
        assert metadata["dc:title"] == str(document.docinfo.Title) == "Sổ hộ khẩu"
        assert metadata.pdfa_status == "2B"
        assert document.Root.Lang == "vi-VN"


def test_order_is_kept_across_chunks_and_text_shares_one_font(monkeypatch, tmp_path):
    monkeypatch.setattr(scans, "CHUNK_BYTES", 60_000)
    text_pdf = letter_read().text_pdf
    pages = [
        ScanPage(encoded(Image.new("RGB", (100 + n, 100), (n * 9, 0, 0))), 150 + n, text_pdf=text_pdf)
        for n in range(20)
    ]
    pages += [ScanPage(encoded(letter_image()), DPI, text_pdf=text_pdf) for _ in range(3)]
    path = tmp_path / "component.pdf"
    assert write_component_pdf(iter(pages), "Nhiều trang", path) == 23
    data = path.read_bytes()
    with images(data) as stored:
        assert [int(stream.Width) for stream in stored][:20] == [100 + n for n in range(20)]
    assert lint(data) == []
    document = pikepdf.open(path)
    fonts = [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Subtype") == "/Type0"]
    assert len(fonts) < 5


PEAK_MEMORY = """
import sys
from pathlib import Path
from bhxh_archive.documents import scans
from tests.memory import peak_mib
scans.CHUNK_BYTES = 4_000_000
image, number, target = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
assert scans.write_component_pdf((scans.ScanPage(image, 200) for _ in range(number)), "Dài", target) == number
print(peak_mib() << 20)
"""


def test_memory_does_not_grow_with_the_number_of_pages(tmp_path):
    image = tmp_path / "page.jpg"
    image.write_bytes(encoded(Image.effect_noise((1200, 1200), 80), quality=92))

    def peak(number: int) -> int:
        arguments = [sys.executable, "-c", PEAK_MEMORY, image, str(number), tmp_path / f"{number}.pdf"]
        root = Path(scans.__file__).parents[2]
        return int(subprocess.run(arguments, cwd=root, capture_output=True, text=True, check=True).stdout)

    more = 80 * image.stat().st_size
    assert more > 60_000_000
    assert peak(90) - peak(10) < more / 4


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"not an image",
        pytest.param(encoded(Image.new("CMYK", (50, 50))), id="cmyk"),
    ],
)
def test_the_page_that_does_not_fit_is_named(bad):
    good = ScanPage(encoded(letter_image()), DPI)
    with pytest.raises(UnsuitableImage, match="^Trang 2: "):
        component_pdf([good, ScanPage(bad, DPI), good], "Lỗi")


def test_no_page_is_no_document():
    with pytest.raises(DocumentError):
        component_pdf([], "Trống")


MARK = "Đã đối chiếu với bản chính: Phạm Thu Trang, 10:12 27/11/2026"


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_mark_stands_upright_at_the_lower_left_of_the_page_as_it_is_seen(rotation):
    image = encoded(Image.new("RGB", (1654, 2339), "white"))
    pages = [ScanPage(image, DPI, rotation, mark=MARK), ScanPage(image, DPI, rotation)]
    pdf = component_pdf(pages, "Giấy tờ")
    assert lint(pdf) == []

    seen = [page.render(scale=1).to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf)]
    marked = ImageChops.difference(*seen).getbbox()
    assert marked
    left, top, right, bottom = marked
    assert left < 60 and bottom > seen[0].height - 40, "points from the corner"
    assert right - left > 5 * (bottom - top), "a line, read from left to right"
    assert pypdfium2.PdfDocument(pdf)[0].get_textpage().search("Phạm Thu Trang").get_next()


def test_pages_with_one_mark_share_its_drawing():
    image = encoded(Image.new("RGB", (827, 1170), "white"))
    one, many = (component_pdf([ScanPage(image, DPI, mark=MARK)] * number, "Giấy tờ") for number in (1, 20))
    plain = component_pdf([ScanPage(image, DPI)] * 20, "Giấy tờ")
    assert len(many) - len(plain) < 2 * len(one)
