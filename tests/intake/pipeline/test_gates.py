"""Are skewed, blurred, cut and doubled pages noticed on generated faults, and whole ones left alone?"""

import time
import zlib
from functools import cache

import pytest
from PIL import Image, ImageDraw, ImageFilter

from intake.pipeline.checks import check_legible, check_resolution, judge_view
from intake.pipeline.likeness import NEAR_BITS, SKETCH_BYTES, dhash, likeness, nearest
from intake.pipeline.same_page import ALIKE, agreement
from intake.pipeline.shape import Shape, halves
from intake.pipeline.shaping import shaped
from intake.pipeline.skew import skew_of
from tests.intake.pipeline import like_pages, samples
from tools import demo_scans

pytestmark = pytest.mark.slow

DEMO = sorted(demo_scans.FOLDER.rglob("*.jpg"))
PAPER = (246, 244, 238)


@cache
def demo(number):
    with Image.open(DEMO[number]) as image:
        return image.copy()


def judged(image):
    return judge_view(image, 0)


def codes(image):
    return [found.code for found in judged(image)[0]]


def straight(number=2):
    """A demo page with the lean that it was drawn with taken away."""
    image = demo(number)
    return image.rotate(skew_of(judged(image)[1]), Image.Resampling.BICUBIC, fillcolor=PAPER)


@pytest.mark.parametrize("angle", [-7, -2.5, -1.2, 1.2, 2.5, 7])
@pytest.mark.parametrize("number", [0, 3])
def test_the_angle_of_a_skewed_page_is_measured_to_a_fifth_of_a_degree(number, angle):
    image = straight(number).rotate(-angle, Image.Resampling.BICUBIC, fillcolor=PAPER)
    (skewed,) = [found for found in judged(image)[0] if found.code == "skewed"]

    assert skewed.measure == pytest.approx(angle, abs=0.25)
    assert f"{abs(skewed.measure):.1f}".replace(".", ",") in skewed.message


def test_turned_back_by_the_measured_angle_the_page_is_straight():
    image = straight().rotate(3, Image.Resampling.BICUBIC, fillcolor=PAPER)
    again = image.rotate(judged(image)[0][0].measure, Image.Resampling.BICUBIC, fillcolor=PAPER)

    assert codes(again) == []


@pytest.mark.parametrize(("radius", "said"), [(0, []), (1, []), (2, ["blurred"]), (4, ["blurred"])])
@pytest.mark.parametrize("number", [0, 4])
def test_a_blurred_page_is_noticed_and_a_soft_one_is_not(number, radius, said):
    assert codes(demo(number).filter(ImageFilter.GaussianBlur(radius))) == said


def test_a_faint_copy_is_not_blurred():
    assert codes(demo(0).point(lambda value: 170 + value // 3)) == []


@pytest.mark.parametrize(("side", "box"), [
    ("trái", (300, 0, 1654, 2339)), ("phải", (0, 0, 1400, 2339)), ("trên", (0, 175, 1654, 2339)),
])  # fmt: skip
def test_a_page_cut_through_its_text_names_the_side(side, box):
    (cut,) = [found for found in judged(straight(0).crop(box))[0] if found.code == "cut_edge"]

    assert f"mép {side}" in cut.message


def test_the_shadow_of_the_lid_and_a_ruled_table_are_no_cut():
    page = demo(1).copy()
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, 14, 2339), fill=(20, 20, 20))
    draw.line((0, 2000, 1654, 2000), (30, 30, 30), 4)
    assert codes(page) == []


def cut_in_two(image, **line):
    """What is said of both halves of a page that a clerk cut through its middle."""
    shapes = [Shape().cropped(box, 0) for box in halves(5000, **line)]
    return [judge_view(shaped(image, shape), 0, shape.trimmed(0))[0] for shape in shapes]


@pytest.mark.parametrize("upright", [True, False])
@pytest.mark.parametrize("number", [0, 3])
def test_a_half_is_not_called_cut_off_or_lying_where_it_was_cut_on_purpose(number, upright):
    assert cut_in_two(straight(number), upright=upright) == [[], []]


def test_what_is_wrong_elsewhere_on_a_half_is_still_said():
    upper, _ = cut_in_two(straight(0).crop((300, 0, 1654, 2339)), upright=False)

    assert ["chữ bị cắt ở mép trái; hãy" in found.message for found in upper] == [True]
    lying = straight(0).transpose(Image.Transpose.ROTATE_90)
    assert [found.code for found in cut_in_two(lying, upright=True)[0]] == ["sideways"]


def marks(image):
    small = image.convert("L")
    small.thumbnail((600, 600), Image.Resampling.BOX, reducing_gap=None)
    return dhash(small), likeness(small)


def alike(one, other):
    return samples.differing_bits(one[0], other[0]) <= NEAR_BITS and agreement(one[1], other[1]) >= ALIKE


def test_a_page_scanned_again_is_known_and_another_of_the_same_kind_is_not():
    again = demo(5).rotate(0.7, fillcolor=PAPER, translate=(12, -9)).point(lambda value: value * 94 // 100)

    assert alike(marks(demo(5)), marks(again))
    assert not any(alike(marks(demo(5)), marks(demo(other))) for other in range(len(DEMO)) if other != 5)


@cache
def written(kind, number):
    """A page in the layout of its kind, with words of its own, and what is kept of its scan."""
    image = like_pages.KINDS[kind](number)
    return image, marks(like_pages.scanned_again(image, number))


@pytest.mark.parametrize("kind", like_pages.KINDS)
def test_a_page_scanned_once_more_is_known_by_what_is_written_on_it(kind):
    image, first = written(kind, 1)

    assert all(alike(first, marks(like_pages.scanned_again(image, 99, note=note))) for note in (False, True))


@pytest.mark.parametrize("kind", like_pages.KINDS)
def test_other_words_in_one_layout_are_other_pages(kind):
    first, *others = (written(kind, number)[1][1] for number in (1, 2, 3))

    assert max(agreement(first, other) for other in others) < ALIKE - 0.02


def test_of_many_pages_the_nearest_are_compared():
    image, first = written("letter", 1)
    many = {number: written("letter", number)[1][1] for number in (2, 3)} | {7: first[1]}
    sketches = [(key, known[:SKETCH_BYTES]) for key, known in many.items()]

    assert nearest(marks(like_pages.scanned_again(image, 99))[1], sketches)[0] == 7
    assert len(nearest(first[1], sketches * 9)) < 10


def test_pages_without_a_likeness_agree_with_nothing():
    blank = likeness(Image.new("L", (420, 594), 255))
    assert agreement(b"", b"") == agreement(blank, blank) == 0
    older = zlib.compress(bytes(105 * 149))
    assert agreement(older, marks(demo(0))[1]) == agreement(older, older) == 0


@pytest.mark.parametrize(("dpi", "required", "warned"), [(200, 200, False), (200, 300, True), (297, 300, False)])
def test_maps_want_more_dots(dpi, required, warned):
    assert bool(check_resolution(dpi, required)) is warned


def test_all_gates_together_cost_less_than_a_fifth_of_a_second_a_page():
    page = demo(0)
    known = written("form", 1)[1][1]
    started = time.process_time()
    for _ in range(5):
        _, small = judge_view(page, 0)
        dhash(small), [agreement(known, other) for other in [likeness(small), *[known] * 5]]
    assert (time.process_time() - started) / 5 < 0.2


def test_a_blank_page_is_not_asked_for_more():
    assert codes(Image.new("RGB", samples.A4, PAPER)) == ["blank"]


@pytest.mark.parametrize(
    ("dpi", "size", "assumed", "hard"),
    [(50, (413, 585), False, True), (97, (802, 1134), False, False), (96, (794, 1123), False, True),
     (72, (1280, 960), False, False),  # a camera's own figure
     (86, (754, 1000), True, False), (51, (424, 600), True, True)],
)  # fmt: skip
def test_what_can_not_be_read_takes_no_reason(dpi: int, size: tuple[int, int], assumed: bool, hard: bool) -> None:
    found = check_legible(dpi, size, 100, 200, assumed=assumed)
    assert [(row.code, row.level) for row in found] == ([("low_resolution", "hard")] if hard else [])
    assert not found or "quét lại từ 200 dpi" in found[0].message
