"""Are sheets that were creased, skewed, faint or upside down still read, and none of them wrongly?"""

from __future__ import annotations

from itertools import product
from pathlib import Path
from random import Random

import pypdfium2
import pytest
import zxingcpp
from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from bhxh_archive.documents.barcodes import look_for_codes, read_codes
from bhxh_archive.documents.bars import shows_bars
from bhxh_archive.documents.render import render
from bhxh_archive.documents.shapes import calculation_annex
from bhxh_archive.documents.sheet_codes import parse
from tools.demo_stacks import FAULTS, cover, jpeg, number, separators, written_over

pytestmark = pytest.mark.slow


def sheet(serial: int) -> Image.Image:
    return cover(number(serial)) if serial % 2 else separators(number(serial), ["14-HSB"])[0]


def read(serial: int, fault: str) -> set[tuple[str, str]]:
    codes = map(parse, (code.text for code in read_codes(jpeg(FAULTS[fault](sheet(serial), Random(serial))))))
    return {(code.number, code.component) for code in codes if code and code.sound}


def wanted(serial: int) -> set[tuple[str, str]]:
    return {(number(serial), "" if serial % 2 else "14-HSB")}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_sheet_is_read_whatever_happened_to_it(fault: str):
    assert [read(serial, fault) for serial in range(4)] == [wanted(serial) for serial in range(4)]


@pytest.mark.soak
@pytest.mark.parametrize("fault", FAULTS)
def test_99_of_100_are_read_and_none_wrongly(fault: str):
    found = [(read(serial, fault), wanted(serial)) for serial in range(100)]
    assert all(right in (set(), due) for right, due in found)
    assert sum(right == due for right, due in found) >= 99


def test_a_code_that_cannot_be_read_is_noticed():
    page = Image.new("L", (1654, 2339), 255)
    page.paste(0, (200, 200, 420, 420))
    assert not look_for_codes(page).unread
    qr = cover(number(4)).convert("L").crop((1301, 150, 1504, 354))
    qr.paste(255, (87, 77, 147, 137))  # the middle is gone; the corners by which it is found are whole
    page.paste(qr, (1301, 150))
    look = look_for_codes(page)
    assert look.unread and not look.codes


def printed_earlier(serial: int) -> Image.Image:
    """A sheet from before the code stood at its foot once more."""
    page = sheet(serial)
    page.paste("white", (0, 2130, *page.size))
    return page


@pytest.mark.parametrize(("fault", "dpi"), [("upside down", 150), ("skewed by 5 degrees", 200), ("faint", 300)])
def test_bars_that_nobody_can_read_are_noticed(fault: str, dpi: int) -> None:
    for serial in range(2):
        page = FAULTS[fault](written_over(printed_earlier(serial), Random(serial)), Random(serial))
        look = look_for_codes(page.resize((page.width * dpi // 200, page.height * dpi // 200)))
        assert look.unread and not look.codes


def boxes(wide: int) -> Image.Image:
    """A form on which every digit has a box of its own."""
    page = Image.new("L", (1654, 2339), 250)
    draw = ImageDraw.Draw(page)
    for x, y in product(range(150, 1500, wide), range(200, 2100, 60)):
        draw.rectangle((x, y, x + wide, y + 50), outline=20, width=3)
    return page


def copied_card() -> Image.Image:
    """A copy of a citizen card, its QR still read."""
    page, card = Image.new("L", (1654, 2339), 250), Image.effect_noise((680, 430), 60)
    text = "031064000701||Hồ Văn Sáu|12031964|Nam|Số 1 Lê Lợi, Hải Phòng|01012022"
    drawn = zxingcpp.write_barcode_to_image(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode), scale=3)
    card.paste(Image.fromarray(drawn), (480, 20))
    page.paste(card, (200, 300))
    return page


@pytest.mark.parametrize("tall", [26, 43, 60])
@pytest.mark.parametrize("lines", [1, 2, 8])
def test_a_few_lines_on_an_empty_page_are_no_bars(tall: int, lines: int) -> None:
    page = Image.new("L", (1654, 2339), 250)
    font = ImageFont.truetype(Path(settings.BASE_DIR) / "fixtures" / "fonts" / "Tinos-Regular.ttf", tall)
    for line, text in product(range(lines), ("Trang cuối", "Độc lập - Tự do - Hạnh phúc")):
        ImageDraw.Draw(page).text((150, 150 + 200 * line), f"{text} {text}", fill=60, font=font)
        assert not shows_bars(page)


def test_no_other_page_is_taken_for_a_sheet() -> None:
    scans = [Image.open(path) for path in sorted((Path(settings.BASE_DIR) / "fixtures" / "scans").rglob("*.jpg"))]
    data = render("calculation_annex", calculation_annex.example())
    tables = [page.render(scale=200 / 72).to_pil() for page in pypdfium2.PdfDocument(data)]
    plain = [page.convert("L") for page in (*scans, *tables, boxes(30), boxes(44), copied_card())]
    assert len(scans) > 5 and not any(map(shows_bars, plain))
    assert not shows_bars(Image.new("L", (300, 20), 255)), "a strip is no page"
