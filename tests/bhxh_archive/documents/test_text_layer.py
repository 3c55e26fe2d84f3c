"""Does one recognition read Vietnamese, tell where each word stands, and give the text page?"""

from __future__ import annotations

import unicodedata

import pypdfium2
import pytest
from PIL import Image

from bhxh_archive.documents.errors import UnsuitableImage
from bhxh_archive.documents.text_layer import Recognised, Word, recognise

from .pages import DPI, encoded, letter_image, letter_read

MM = DPI / 25.4


@pytest.fixture
def read() -> Recognised:
    return letter_read()


def word(recognised: Recognised, text: str) -> Word:
    return next(found for found in recognised.words if found.text == text)


def test_vietnamese_is_read_with_its_marks(read):
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in read.text
    assert "thành phố Hải Phòng" in read.text
    assert unicodedata.is_normalized("NFC", read.text)


def test_words_lie_where_they_are_printed(read):
    """The motto's first word: right column of a letterhead, 20 mm from the top."""
    motto = word(read, "CỘNG")
    assert 105 * MM < motto.x < 125 * MM
    assert 18 * MM < motto.y < 26 * MM
    assert 2 * MM < motto.height < 7 * MM
    assert motto.confidence > 80


def test_the_text_page_has_the_size_and_the_words_of_the_scan(read):
    document = pypdfium2.PdfDocument(read.text_pdf)
    assert len(document) == 1
    width, height = letter_image().size
    assert document[0].get_size() == pytest.approx((width * 72 / DPI, height * 72 / DPI), abs=0.1)
    assert "CỘNG" in document[0].get_textpage().get_text_range()


def test_without_a_text_page_the_words_are_the_same(read):
    plain = recognise(encoded(letter_image()), DPI, pdf=False)
    assert plain.text_pdf is None
    assert (plain.text, plain.words) == (read.text, read.words)


def test_a_page_scanned_sideways_is_set_upright_first(read):
    sideways = encoded(letter_image().rotate(90, expand=True))  # a quarter turn to the left
    turned = recognise(sideways, DPI, rotation=90)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in turned.text
    assert abs(word(turned, "CỘNG").x - word(read, "CỘNG").x) < 2 * MM


def test_a_blank_page_is_empty_text_not_a_failure():
    blank = recognise(encoded(Image.new("RGB", (800, 1100), "white")), DPI)
    assert (blank.text, blank.words) == ("", [])
    assert blank.text_pdf and blank.text_pdf.startswith(b"%PDF")


def test_a_list_of_addresses_is_no_image():
    """The engine would open every line of a text file as an image of its own."""
    with pytest.raises(UnsuitableImage):
        recognise(b"/etc/hostname\nhttp://127.0.0.1/x.png\n", DPI)


def test_a_torn_image_is_told():
    whole = encoded(letter_image())
    with pytest.raises(UnsuitableImage):
        recognise(whole[: len(whole) // 2], DPI)


def test_transparent_and_bilevel_images_are_read():
    motto = letter_image().crop((700, 100, 1654, 260))
    for mode in ("RGBA", "1", "P"):
        assert "NGHĨA" in recognise(encoded(motto.convert(mode), "PNG"), DPI, pdf=False).text
