"""Is an embedded scan taken untouched, and everything else rendered faithfully?"""

import hashlib
import io
from random import Random

import img2pdf
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image, ImageStat

from intake.pipeline.inspect import inspect
from intake.pipeline.limits import DEFAULT
from intake.pipeline.pages import split
from intake.pipeline.sniff import JPEG, PDF, PNG, TIFF
from tests.intake.pipeline import samples

INVISIBLE_TEXT = b"BT 3 Tr /F1 10 Tf 50 50 Td (tim duoc) Tj ET"
VISIBLE_TEXT = b"BT 0 Tr /F1 10 Tf 50 50 Td (thay duoc) Tj ET"


def pages(path, folder, only=None):
    folder.mkdir(exist_ok=True)
    return list(split(path, PDF, folder, DEFAULT, only))


def scan(tmp_path, *, extra=b"", change=None, mode="RGB"):
    """A one-page scan over the whole A4 page, changed by `change(pdf, page)`; also the digest of its JPEG."""
    pdf = Pdf.new()
    image = samples.jpeg_xobject(pdf, samples.page(mode=mode))
    digest = hashlib.sha256(image.read_raw_bytes()).hexdigest()
    path = samples.pdf_of(tmp_path, "one.pdf", image, pdf, extra)
    if change:
        with pikepdf.open(path, allow_overwriting_input=True) as again:
            change(again, again.pages[0])
            again.save(path)
    return path, digest


def taken(page) -> str:
    return hashlib.sha256(page.path.read_bytes()).hexdigest()


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_jpeg_of_a_scanned_page_is_untouched(tmp_path, mode):
    path, digest = scan(tmp_path, mode=mode)
    (page,) = pages(path, tmp_path / "out")
    assert (page.source, page.media_type, page.dpi) == ("embedded", JPEG, 200)
    assert taken(page) == digest
    assert page.colour == ("gray" if mode == "L" else "colour")


def test_invisible_text_layer_leaves_the_scan_untouched(tmp_path):
    path, digest = scan(tmp_path, extra=INVISIBLE_TEXT)
    (page,) = pages(path, tmp_path / "out")
    assert taken(page) == digest


def test_text_layer_in_a_form_leaves_the_scan_untouched(tmp_path):
    def layer(pdf, page):
        form = pdf.make_stream(INVISIBLE_TEXT)
        form.stream_dict = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]))
        page.obj.Resources.XObject.Ocr = form
        page.contents_add(b"q /Ocr Do Q")

    path, digest = scan(tmp_path, change=layer)
    (page,) = pages(path, tmp_path / "out")
    assert taken(page) == digest


@pytest.mark.parametrize("rotate", [90, 180, 270, -90, 450])
def test_page_rotation_is_passed_on(tmp_path, rotate):
    def turn(pdf, page):
        page.obj.Rotate = rotate

    path, digest = scan(tmp_path, change=turn)
    (page,) = pages(path, tmp_path / "out")
    assert (page.rotation, taken(page)) == (rotate % 360, digest)


def test_rotation_is_inherited_from_the_page_tree(tmp_path):
    def turn(pdf, page):
        pdf.Root.Pages.Rotate = 90

    path, _ = scan(tmp_path, change=turn)
    assert pages(path, tmp_path / "out")[0].rotation == 90


def with_mask(pdf, page):
    image = page.obj.Resources.XObject.Im0
    mask = pdf.make_stream(b"\xff" * 100)
    mask.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10, ColorSpace=Name.DeviceGray, BitsPerComponent=8
    )
    image.SMask = mask


def with_half_crop(pdf, page):
    page.obj.CropBox = Array([0, 0, 595.2, 421])


def with_stamp(pdf, page):
    look = pdf.make_stream(b"1 0 0 rg 0 0 100 100 re f")
    look.stream_dict = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 100]))
    stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([50, 50, 150, 150]), AP=Dictionary(N=look), F=4)
    page.obj.Annots = Array([stamp])


def with_narrow_clip(pdf, page):
    content = page.obj.Contents.read_bytes()
    page.obj.Contents = pdf.make_stream(b"0 0 300 842 re W n " + content)


def with_inverted_samples(pdf, page):
    page.obj.Resources.XObject.Im0.Decode = Array([1, 0, 1, 0, 1, 0])


@pytest.mark.parametrize("change", [with_mask, with_half_crop, with_stamp, with_narrow_clip, with_inverted_samples])
def test_what_alters_the_scan_forces_rendering(tmp_path, change):
    path, digest = scan(tmp_path, change=change)
    (page,) = pages(path, tmp_path / "out")
    assert page.source == "rendered"
    assert taken(page) != digest


def test_rendering_shows_the_stamp(tmp_path):
    path, _ = scan(tmp_path, change=with_stamp)
    (page,) = pages(path, tmp_path / "out")
    with Image.open(page.path) as image:
        inch = round(100 / 72 * page.dpi)
        pixel = image.getpixel((inch, image.height - inch))
        assert isinstance(pixel, tuple)
        red, green, _ = pixel
        assert red > 200 > 80 > green


def test_visible_text_over_the_scan_is_rendered(tmp_path):
    path, _ = scan(tmp_path, extra=VISIBLE_TEXT)
    assert pages(path, tmp_path / "out")[0].source == "rendered"


def test_cmyk_scan_is_rendered_in_colour(tmp_path):
    path, _ = scan(tmp_path, mode="CMYK")
    (page,) = pages(path, tmp_path / "out")
    assert (page.source, page.colour) == ("rendered", "colour")


def test_born_digital_page_is_rendered_at_200_dpi(tmp_path):
    path = samples.text_pdf(tmp_path)
    assert inspect(path, path.name).verdict == "accepted"
    (page,) = pages(path, tmp_path / "out")
    assert (page.source, page.media_type, page.dpi, page.width, page.height) == ("rendered", PNG, 200, 1653, 2339)
    with Image.open(page.path) as image:
        assert ImageStat.Stat(image.convert("L")).mean[0] < 250


def test_page_of_several_images_becomes_one(tmp_path):
    (page,) = pages(samples.striped_pdf(tmp_path), tmp_path / "out")
    assert (page.source, page.dpi, page.colour) == ("rendered", 200, "colour")
    with Image.open(page.path) as image:
        difference = ImageStat.Stat(image.convert("L")).mean[0] - ImageStat.Stat(samples.page(mode="L")).mean[0]
    assert abs(difference) < 3


def test_coarse_strips_keep_their_true_resolution(tmp_path):
    pdf = Pdf.new()
    half = samples.page(samples.SMALL).crop((0, 0, 413, 292))
    page_ = pdf.add_blank_page(page_size=(595.2, 842))
    page_.obj.Resources = Dictionary(XObject=Dictionary(A=samples.jpeg_xobject(pdf, half)))
    page_.obj.Contents = pdf.make_stream(b"q 595.2 0 0 421 0 421 cm /A Do Q q 595.2 0 0 421 0 0 cm /A Do Q")
    path = tmp_path / "coarse.pdf"
    pdf.save(path)
    assert "low_resolution" in [finding.code for finding in inspect(path, path.name).warnings]


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_lossless_scan_stays_lossless(tmp_path, mode):
    """Group 4 for black-and-white, Flate otherwise, as img2pdf embeds them."""
    original = samples.page(samples.SMALL, mode=mode)
    buffer = io.BytesIO()
    original.save(buffer, "PNG", dpi=(50, 50))
    path = tmp_path / "lossless.pdf"
    path.write_bytes(img2pdf.convert(buffer.getvalue()))
    (page,) = pages(path, tmp_path / "out")
    assert (page.source, page.media_type, page.dpi) == ("embedded", PNG, 50)
    with Image.open(page.path) as image:
        assert image.convert("RGB").tobytes() == original.convert("RGB").tobytes()
    assert page.bits == {"1": 1, "L": 8, "RGB": 24}[mode]


@pytest.mark.parametrize("torn", [False, True])
def test_a_fax_coded_image_inside_a_pdf_is_judged_by_what_its_decoder_says(tmp_path, torn):
    buffer = io.BytesIO()
    samples.page(mode="1").save(buffer, "TIFF", compression="group4", dpi=(200, 200))
    path = tmp_path / "fax.pdf"
    with Pdf.open(io.BytesIO(img2pdf.convert(buffer.getvalue()))) as pdf:
        image = pdf.pages[0].Resources.XObject.Im0
        assert image.Filter in (Name.CCITTFaxDecode, [Name.CCITTFaxDecode])
        raw = bytearray(image.read_raw_bytes())
        if torn:
            raw[len(raw) // 2 :] = Random(7).randbytes(len(raw) - len(raw) // 2)
        image.write(bytes(raw), filter=Name.CCITTFaxDecode, decode_parms=image.DecodeParms)  # type: ignore[arg-type]
        pdf.save(path)
    (page,) = pages(path, tmp_path / "out")
    assert (page.source, page.damaged) == ("embedded", torn)


def test_cut_jpeg_inside_a_pdf_is_a_hard_finding(tmp_path):
    def cut(pdf, page):
        image = page.obj.Resources.XObject.Im0
        image.write(image.read_raw_bytes()[:60_000], filter=Name.DCTDecode)

    path, _ = scan(tmp_path, change=cut)
    verdict = inspect(path, path.name)
    assert (verdict.verdict, verdict.code, verdict.warnings[0].level) == ("refused", "page_damaged", "hard")
    assert "Trang 1" in verdict.message


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    count=st.integers(1, 9),
    start=st.integers(0, 9),
    length=st.integers(0, 9),
    form=st.sampled_from(["pdf", "tiff"]),
)
def test_as_many_images_as_pages_in_any_cut(tmp_path_factory, count, start, length, form):
    folder = tmp_path_factory.mktemp("cut")
    size = (83, 117)
    media_type = PDF if form == "pdf" else TIFF
    path = (
        samples.scan_pdf(folder, count, size=size) if form == "pdf" else samples.tiff(folder, ["L"] * count, size=size)
    )
    assert inspect(path, path.name).pages == count
    whole = list(split(path, media_type, folder, DEFAULT))
    assert [page.index for page in whole] == list(range(count))
    part = [page.index for page in split(path, media_type, folder, DEFAULT, range(start, start + length))]
    assert part == [index for index in range(start, start + length) if index < count]
    assert not list(folder.glob("*.part"))
