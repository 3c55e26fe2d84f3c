"""Is a JPEG whose data is broken in the middle noticed, which Pillow decodes as if nothing were?"""

import img2pdf
import pytest
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from intake.pipeline.inspect import inspect
from intake.pipeline.jpeg_soundness import is_sound
from intake.pipeline.limits import DEFAULT
from intake.pipeline.processing import process
from intake.pipeline.sandbox import inspect_file
from intake.pipeline.sniff import JPEG, PDF, TIFF
from tests.intake.pipeline import samples


def codes(path, media_type, folder):
    folder.mkdir()
    pages = process(path, media_type, folder, DEFAULT)
    return [[(found.code, found.level) for found in page.findings] for page in pages]


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_rows": 1}])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_damage_in_the_middle_is_told_where_pillow_goes_on(tmp_path, mode, options):
    whole = samples.page_jpeg(tmp_path, image=samples.page(mode=mode), **options)
    torn = samples.torn_jpeg(tmp_path, image=samples.page(mode=mode), **options)

    with Image.open(torn) as image:
        image.load()
    assert is_sound(whole) and not is_sound(torn)


@pytest.mark.parametrize("padding", [1, 2, 7, 400])
def test_a_last_block_filled_with_zeros_is_no_damage(tmp_path, padding):
    path = samples.page_jpeg(tmp_path)
    path.write_bytes(path.read_bytes()[:-2] + b"\0" * padding + b"\xff\xd9" + b"\0" * 16)
    assert is_sound(path)
    assert not is_sound(samples.tear_jpeg(path))


def test_the_clerk_is_warned_and_may_keep_the_page_with_a_reason(tmp_path):
    verdict = inspect(samples.torn_jpeg(tmp_path), "torn.jpg")
    assert (verdict.verdict, verdict.code) == ("warned", "page_suspect")
    assert "hãy xem kỹ hoặc quét lại" in verdict.message
    assert codes(tmp_path / "torn.jpg", JPEG, tmp_path / "out") == [[("page_suspect", "warning")]]


@pytest.mark.parametrize("size", [(2480, 3508), (3024, 4032), (7016, 9933)])
def test_a_large_picture_is_judged_as_well_within_the_limits_of_a_worker(tmp_path, size):
    path = samples.page_jpeg(tmp_path, image=samples.page(size), dpi=(300, 300))
    assert "page_suspect" not in [found.code for found in inspect_file(path, path.name).warnings]
    assert "page_suspect" in [found.code for found in inspect_file(samples.tear_jpeg(path), path.name).warnings]


def test_in_a_pdf_and_in_a_tiff_the_page_is_named(tmp_path):
    whole, torn = samples.page_jpeg(tmp_path), samples.torn_jpeg(tmp_path)
    pdf = tmp_path / "scan.pdf"
    pdf.write_bytes(img2pdf.convert([str(whole), str(torn), str(whole)]))
    assert codes(pdf, PDF, tmp_path / "of-pdf") == [[], [("page_suspect", "warning")], []]

    one_strip = {278: samples.A4[1]}
    tiff = samples.tiff(tmp_path, ["L"], size=samples.A4, compression="jpeg", tiffinfo=one_strip)
    assert codes(samples.tear_jpeg(tiff), TIFF, tmp_path / "of-tiff")[0][0] == ("page_suspect", "warning")


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_of_a_tiff_page_in_many_strips_each_strip_is_judged(tmp_path, mode):
    strips = {278: 64}
    path = samples.tiff(tmp_path, [mode], size=samples.A4, compression="jpeg", tiffinfo=strips)
    with Image.open(path) as image:
        assert isinstance(image, TiffImageFile) and len(image.tag_v2[273]) > 9
    whole = [code for code, _ in codes(path, TIFF, tmp_path / "whole")[0]]
    torn = [code for code, _ in codes(samples.tear_jpeg(path), TIFF, tmp_path / "torn")[0]]
    assert "page_suspect" not in whole and "page_suspect" in torn
