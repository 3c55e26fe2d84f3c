"""Are poor, blank and sideways pages noticed, and good ones left alone?"""

import pytest
from PIL import Image, ImageChops, ImageDraw

from intake.pipeline.blankness import is_blank
from intake.pipeline.checks import check, is_sideways, small_gray
from intake.pipeline.codes import page_codes
from intake.pipeline.likeness import dhash
from intake.pipeline.limits import DEFAULT
from intake.pipeline.pages import split
from intake.pipeline.sniff import JPEG
from tests.intake.pipeline import samples
from tools import demo_scans

pytestmark = pytest.mark.slow

DEMO = sorted(demo_scans.FOLDER.rglob("*.jpg"))


def page_of(folder, image, **options):
    (page,) = split(samples.page_jpeg(folder, image=image, **options), JPEG, folder, DEFAULT)
    return page


def codes(folder, image, **options):
    page = page_of(folder, image, **options)
    return [finding.code for finding in check(page, small_gray(page))]


def scanned_blank(seed=1):
    from random import Random

    return demo_scans.scanned(Image.new("RGB", samples.A4, "white"), Random(seed))


@pytest.mark.parametrize("path", DEMO, ids=[path.stem for path in DEMO])
@pytest.mark.parametrize("turn", [0, 90, 270])
def test_demo_scans_are_good_upright_and_sideways_when_turned(tmp_path, path, turn):
    with Image.open(path) as image:
        found = codes(tmp_path, image.rotate(turn, expand=True))
    assert found == (["sideways"] if turn else [])


@pytest.mark.parametrize("skew", [-2, 2])
def test_skew_is_not_sideways(tmp_path, skew):
    with Image.open(DEMO[2]) as image:
        assert codes(tmp_path, image.rotate(skew, fillcolor=(245, 243, 238))) == ["skewed"]


def test_landscape_page_with_upright_lines_is_fine(tmp_path):
    assert codes(tmp_path, samples.page(samples.A4[::-1])) == []


def test_landscape_photo_without_clear_lines_is_asked_about(tmp_path):
    photo = Image.new("RGB", samples.A4[::-1], "white")
    ImageDraw.Draw(photo).ellipse((800, 400, 1500, 1100), fill="black")
    assert codes(tmp_path, photo) == ["sideways"]


@pytest.mark.parametrize("seed", range(4))
def test_blank_back_with_dust_and_edge_shadow_is_blank(tmp_path, seed):
    assert codes(tmp_path, scanned_blank(seed)) == ["blank"]


def test_a_black_page_is_no_blank_back(tmp_path):
    black = ImageChops.subtract(scanned_blank(), Image.new("RGB", scanned_blank().size, (235, 235, 235)))
    assert codes(tmp_path, black) == ["dark"]
    assert codes(tmp_path, Image.new("RGB", samples.A4, (90, 120, 160))) == ["blank"]  # blue paper


def test_a_page_blacked_out_but_for_its_margins_may_hide_a_sheet_and_one_of_text_does_not(tmp_path):
    page = scanned_blank()
    unread = [next(page_codes(DEMO[0], JPEG, tmp_path, DEFAULT)).unread]
    page.paste((40, 36, 38), (90, 90, page.width - 90, page.height - 90))
    unread += [next(page_codes(samples.page_jpeg(tmp_path, image=page), JPEG, tmp_path, DEFAULT)).unread]
    assert unread == [False, True]


def test_bleed_through_of_the_front_is_blank(tmp_path):
    front = samples.page().convert("L").transpose(Image.Transpose.FLIP_LEFT_RIGHT).point(lambda v: 240 + v * 15 // 255)
    back = ImageChops.multiply(scanned_blank(), Image.merge("RGB", (front,) * 3))
    assert codes(tmp_path, back) == ["blank"]


def test_one_handwritten_line_is_not_blank(tmp_path):
    page = scanned_blank()
    ImageDraw.Draw(page).line([(300 + x * 8, 1200 + (x * 37 % 23)) for x in range(60)], (40, 60, 150), 4)
    assert codes(tmp_path, page) == []


def test_low_resolution_names_the_figure(tmp_path):
    page = page_of(tmp_path, samples.page((1240, 1754)), dpi=(150, 150))
    (finding,) = check(page, small_gray(page))
    assert (finding.code, finding.level, finding.page) == ("low_resolution", "warning", 0)
    assert "150 dpi" in finding.message


@pytest.mark.parametrize("dpi", [197, 200, 300])
def test_scanners_rounding_is_forgiven(tmp_path, dpi):
    assert codes(tmp_path, samples.page(), dpi=(dpi, dpi)) == []


def test_gray_is_reported(tmp_path):
    assert codes(tmp_path, samples.page(mode="L")) == ["not_true_colour"]


def test_hash_knows_a_second_scan_of_the_same_page(tmp_path):
    def hashed(image):
        page = page_of(tmp_path, image)
        return dhash(small_gray(page))

    with Image.open(DEMO[0]) as first, Image.open(DEMO[1]) as other:
        again = first.rotate(0.6, fillcolor=(245, 243, 238)).resize((1240, 1754))
        values = hashed(first), hashed(again), hashed(other)
    assert all(-(1 << 63) <= value < 1 << 63 for value in values)
    assert samples.differing_bits(*values[:2]) < 8 < samples.differing_bits(*values[::2])


def test_pure_judgements_on_plain_images():
    assert is_blank(Image.new("L", (424, 600), 240))
    assert not is_sideways(samples.page(samples.SMALL, mode="L"))
