"""Can a scanner read back what the office prints?"""

from __future__ import annotations

import io
import re

import pypdfium2
import pytest
from PIL import Image, ImageFilter

from bhxh_archive.documents.barcodes import code128_svg, qr_svg, read_codes
from bhxh_archive.documents.errors import UnsuitableImage
from bhxh_archive.documents.render import render
from bhxh_archive.documents.shapes import cover_sheet, receipt, return_slip, samples, separator, supplement
from bhxh_archive.documents.sheet_codes import return_code, separator_code, supplement_code

POINTS_PER_MM = 72 / 25.4


def rasterised(pdf: bytes, page: int = 0, dpi: int = 200) -> Image.Image:
    return pypdfium2.PdfDocument(pdf)[page].render(scale=dpi / 72).to_pil()


def test_a_code_fills_the_room_that_a_page_gives_it() -> None:
    svg = qr_svg("https://luutru.example.vn/nhan-ket-qua/abc")
    assert re.match(r'<svg width="(\d+)" height="(\d+)" viewBox="0 0 \1 \2"', svg)
    assert "<title>Mã QR</title>" in svg and "Zint" not in svg


def test_the_cover_sheet_reads_back_at_200_dpi():
    codes = read_codes(rasterised(render("cover_sheet", cover_sheet.example())))
    assert {(code.format, code.text) for code in codes} == {("Code 128", samples.NUMBER)}


def test_a_skewed_blurred_and_faint_cover_sheet_reads_back():
    page = rasterised(render("cover_sheet", cover_sheet.example())).convert("L")
    poor = page.rotate(2.5, fillcolor=255).filter(ImageFilter.GaussianBlur(0.8)).point(lambda v: 110 + v * 145 // 255)
    buffer = io.BytesIO()
    poor.save(buffer, "JPEG", quality=40)
    assert {code.text for code in read_codes(buffer.getvalue())} == {samples.NUMBER}


def test_an_upside_down_cover_sheet_reads_back():
    page = rasterised(render("cover_sheet", cover_sheet.example())).rotate(180)
    assert [code.text for code in read_codes(page)] == [samples.NUMBER] * 2, "once more at the foot"


def test_separators_name_number_and_component():
    pdf = render("separator", separator.example())
    read = [read_codes(rasterised(pdf, page))[0].text for page in range(2)]
    assert read == [separator_code(samples.NUMBER, code) for code in ("12-HSB", "BBGD")]


def test_the_supplement_slip_brings_its_answer_home():
    codes = read_codes(rasterised(render("supplement", supplement.example())))
    assert {code.text for code in codes} == {supplement_code(samples.NUMBER, 1)}
    assert {code.format for code in codes} == {"Code 128", "QR Code"}


def test_the_slip_that_the_receiver_signs_names_its_return():
    codes = read_codes(rasterised(render("return_slip", return_slip.example())))
    assert {code.text for code in codes} == {return_code(samples.NUMBER, 12)}
    assert {code.format for code in codes} == {"Code 128", "QR Code"}


def test_every_page_of_a_supplement_slip_says_what_it_is():
    long = {**supplement.example(), "defects": supplement.example()["defects"] * 12}
    pdf = render("supplement", long)
    pages = len(pypdfium2.PdfDocument(pdf))
    assert pages > 2
    for page in range(pages):
        assert {code.text for code in read_codes(rasterised(pdf, page))} == {supplement_code(samples.NUMBER, 1)}


def test_a_long_component_code_still_fits_and_reads():
    data = separator.example()
    data["sheets"] = [{"code": "GIAY-TO-KHAC-0123456789", "title": "Giấy tờ", "name": "Giấy tờ khác"}]
    assert read_codes(rasterised(render("separator", data)))[0].text[:-2].endswith("/GIAY-TO-KHAC-0123456789")


def test_the_receipt_carries_the_look_up_code():
    codes = read_codes(rasterised(render("receipt", receipt.example())))
    assert [(code.format, code.text) for code in codes] == [("QR Code", receipt.example()["qr"])]


def test_a_long_list_keeps_the_cover_sheet_on_one_page():
    data = cover_sheet.example()
    data["components"] = data["components"] * 8
    data["procedure"] = data["procedure"] * 2
    assert len(pypdfium2.PdfDocument(render("cover_sheet", data))) == 1


def test_svg_is_an_element_without_prologue():
    for svg in (code128_svg("A-1"), qr_svg("A-1")):
        assert svg.startswith("<svg")
        assert svg.endswith("</svg>")


def test_no_code_is_an_empty_list_and_no_image_is_told():
    assert read_codes(Image.new("L", (300, 300), 255)) == []
    with pytest.raises(UnsuitableImage):
        read_codes(b"not an image")


def test_a_long_name_makes_room_for_the_code_beside_it():
    data = receipt.example()
    data["applicant"]["name"] = "Nguyễn Thị Phương Thảo Ngọc Anh"
    page = pypdfium2.PdfDocument(render("receipt", data))[0]
    text = page.get_textpage()
    start, length = text.search("tiếp nhận hồ sơ của").get_next()
    line = [text.get_charbox(start + offset) for offset in range(length + len(": Nguyễn Thị Phương Thảo Ngọc Anh"))]

    code_begins = page.get_width() - (15 + 22) * POINTS_PER_MM
    assert max(right for _, _, right, _ in line) < code_begins
