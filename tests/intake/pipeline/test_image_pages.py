"""Do JPEG, PNG and TIFF pages come out complete, in order and without loss?"""

import hashlib

import pytest
from PIL import Image, ImageChops

from intake.pipeline.inspect import inspect
from intake.pipeline.limits import DEFAULT
from intake.pipeline.pages import split
from intake.pipeline.sniff import JPEG, PNG, TIFF
from tests.intake.pipeline import samples

ORIENTATION = 0x0112


def pages(path, media_type, folder, only=None):
    folder.mkdir(exist_ok=True)
    return list(split(path, media_type, folder, DEFAULT, only))


def digest(path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def same(one: Image.Image, other: Image.Image) -> bool:
    return one.size == other.size and ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getbbox() is None


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_jpeg_keeps_its_bytes(tmp_path, mode):
    path = samples.page_jpeg(tmp_path, image=samples.page(mode=mode))
    (page,) = pages(path, JPEG, tmp_path / "out")
    assert digest(page.path) == digest(path)
    assert (page.width, page.height, page.dpi, page.source) == (*samples.A4, 200, "embedded")
    assert page.colour == ("gray" if mode == "L" else "colour")


@pytest.mark.parametrize(
    ("mode", "colour", "bits", "untouched"),
    [
        ("RGB", "colour", 24, True),
        ("L", "gray", 8, True),
        ("1", "bilevel", 1, True),
        ("P", "colour", 8, False),
        ("RGBA", "colour", 24, False),
        ("LA", "gray", 8, False),
        ("I;16", "gray", 16, False),
    ],
)
def test_png_of_every_mode(tmp_path, mode, colour, bits, untouched):
    source = samples.page(samples.SMALL, mode=mode)
    path = samples.page_png(tmp_path, image=source)
    (page,) = pages(path, PNG, tmp_path / "out")
    assert (page.colour, page.bits, page.dpi) == (colour, bits, 200)
    assert (digest(page.path) == digest(path)) is untouched
    with Image.open(page.path) as result:
        assert result.mode in {"1", "L", "RGB"}
        expected = samples.page(samples.SMALL, mode="L") if mode == "I;16" else source
        assert same(result, expected)


def test_transparent_paper_becomes_white(tmp_path):
    ink = Image.new("RGBA", samples.SMALL, (0, 0, 0, 0))
    ink.paste((20, 20, 20, 255), (50, 50, 200, 80))
    (page,) = pages(samples.page_png(tmp_path, image=ink), PNG, tmp_path / "out")
    with Image.open(page.path) as result:
        assert result.getpixel((5, 5)) == (255, 255, 255)
        assert result.getpixel((60, 60)) == (20, 20, 20)


@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P", "RGBA", "CMYK", "I;16"])
def test_tiff_frames_of_every_mode(tmp_path, mode):
    path = samples.tiff(tmp_path, [mode, mode])
    found = pages(path, TIFF, tmp_path / "out")
    assert [page.index for page in found] == [0, 1]
    with Image.open(path) as original:
        for page in found:
            original.seek(page.index)
            with Image.open(page.path) as result:
                expected = samples.page(samples.SMALL, page.index, "L") if mode == "I;16" else original
                assert same(result, expected)


def test_mixed_tiff_keeps_order_and_depth(tmp_path):
    found = pages(samples.tiff(tmp_path, ["1", "RGB", "L"]), TIFF, tmp_path / "out")
    assert [page.colour for page in found] == ["bilevel", "colour", "gray"]
    assert [page.path.name for page in found] == ["page-00001.png", "page-00002.png", "page-00003.png"]


@pytest.mark.parametrize("mode", ["YCbCr", "L"])
def test_whole_jpeg_in_tiff_is_taken_out_undecoded(tmp_path, mode):
    one_strip = {278: samples.SMALL[1]}  # rows per strip
    path = samples.tiff(tmp_path, [mode, mode], compression="jpeg", tiffinfo=one_strip)
    found = pages(path, TIFF, tmp_path / "out")
    assert [page.media_type for page in found] == [JPEG, JPEG]
    with Image.open(path) as original:
        for page in found:
            original.seek(page.index)
            with Image.open(page.path) as result:
                assert same(result, original)
                assert result.info["dpi"] == (200, 200)


def test_striped_jpeg_in_tiff_is_decoded_without_further_loss(tmp_path):
    path = samples.tiff(tmp_path, ["RGB"], compression="jpeg", tiffinfo={278: 64})
    (page,) = pages(path, TIFF, tmp_path / "out")
    assert page.media_type == PNG
    with Image.open(path) as original, Image.open(page.path) as result:
        assert same(result, original)


@pytest.mark.parametrize(("orientation", "rotation"), [(1, 0), (3, 180), (6, 90), (8, 270)])
def test_exif_orientation_becomes_rotation_and_bytes_stay(tmp_path, orientation, rotation):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    path = samples.page_jpeg(tmp_path, exif=exif)
    (page,) = pages(path, JPEG, tmp_path / "out")
    assert (page.rotation, digest(page.path)) == (rotation, digest(path))
    assert page.upright_size == (samples.A4 if rotation % 180 == 0 else samples.A4[::-1])


def test_mirrored_jpeg_is_turned_without_loss(tmp_path):
    exif = Image.Exif()
    exif[ORIENTATION] = 2
    path = samples.page_jpeg(tmp_path, exif=exif)
    (page,) = pages(path, JPEG, tmp_path / "out")
    assert (page.rotation, page.media_type) == (0, PNG)
    with Image.open(path) as original, Image.open(page.path) as result:
        assert same(result, original.transpose(Image.Transpose.FLIP_LEFT_RIGHT))


@pytest.mark.parametrize(("size", "dpi"), [(samples.A4, 200), ((3024, 4032), 345), (samples.SMALL, 50)])
def test_missing_resolution_is_taken_from_a4_and_said(tmp_path, size, dpi):
    path = samples.page_jpeg(tmp_path, image=samples.page(size), dpi=(0, 0))
    verdict = inspect(path, path.name)
    assert "assumed_resolution" in [finding.code for finding in verdict.warnings]
    (page,) = pages(path, JPEG, tmp_path / "out")
    assert (page.dpi_assumed, page.dpi) == (True, dpi)


def test_a_cameras_filler_value_is_not_believed(tmp_path):
    path = samples.page_jpeg(tmp_path, image=samples.page((3024, 4032)), dpi=(72, 72))
    (page,) = pages(path, JPEG, tmp_path / "out")
    assert (page.dpi_assumed, page.dpi) == (True, 345)


def test_only_gives_exactly_those_pages(tmp_path):
    path = samples.tiff(tmp_path, ["L"] * 5)
    assert [page.index for page in pages(path, TIFF, tmp_path / "out", range(1, 3))] == [1, 2]
    assert [page.index for page in pages(path, TIFF, tmp_path / "out", range(4, 9))] == [4]
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [
        "page-00002.png",
        "page-00003.png",
        "page-00005.png",
    ]


def test_a_print_shops_cmyk_jpeg_becomes_rgb_since_the_archive_holds_no_cmyk(tmp_path):
    path = tmp_path / "cmyk.jpg"
    Image.new("CMYK", (200, 280), (0, 200, 200, 10)).save(path, quality=95, dpi=(200, 200))
    (tmp_path / "out").mkdir()
    [page] = split(path, "image/jpeg", tmp_path / "out", DEFAULT)
    with Image.open(page.path) as image:
        assert image.mode == "RGB"
        red, green, blue = image.tobytes()[:3]
    assert red > 200 and green < 90 and blue < 90


@pytest.mark.parametrize("compression", ["group4", "group3", "tiff_lzw", "tiff_adobe_deflate"])
def test_a_torn_tiff_page_is_told_and_takes_no_other_along(tmp_path, compression):
    path = samples.torn_tiff(tmp_path, compression, torn=1)
    shown = pages(path, TIFF, tmp_path / "out")

    assert [page.damaged for page in shown] == [False, True, False]
    assert (shown[1].width, shown[1].height) == samples.A4 and shown[1].path.exists()
    alone, of_a_stack = inspect(path, path.name), inspect(path, path.name, stack=True)
    assert (alone.verdict, alone.code) == ("refused", "page_damaged") and "Trang 2" in alone.message
    assert (of_a_stack.verdict, of_a_stack.pages) == ("accepted", 3)


def test_a_tiff_of_torn_pages_alone_is_refused(tmp_path):
    verdict = inspect(samples.torn_tiff(tmp_path, "group4", torn=0, pages=1), "torn.tif", stack=True)
    assert (verdict.verdict, verdict.code) == ("refused", "damaged_image")


def test_a_fax_coded_scan_that_is_whole_passes(tmp_path):
    path = samples.tiff(tmp_path, ["1", "1"], size=samples.A4, compression="group4")
    assert [page.damaged for page in pages(path, TIFF, tmp_path / "out")] == [False, False]
