"""Do boxes and angles land where they were meant, whichever way the page is turned?"""

import pytest

from intake.pipeline.shape import WHOLE, Shape, pixels, unturned

BOX = (1000, 2000, 3000, 5000)


@pytest.mark.parametrize(("rotation", "lies"), [
    (0, BOX), (90, (2000, 7000, 5000, 9000)), (180, (7000, 5000, 9000, 8000)), (270, (5000, 1000, 8000, 3000)),
])  # fmt: skip
def test_a_box_seen_upright_is_found_on_the_stored_image(rotation, lies):
    assert unturned(BOX, rotation) == lies


def test_a_second_cut_lies_within_the_first():
    assert Shape().cropped(BOX, 0).cropped((5000, 0, 10_000, 10_000), 0).box == (2000, 2000, 3000, 5000)


def test_a_shape_survives_being_kept():
    shape = Shape(1.5, BOX)
    assert Shape.from_json(shape.as_json()) == shape
    assert Shape().as_json() == {} == Shape(1.5).straightened(-1.5).as_json()


def test_the_whole_box_is_the_whole_image():
    assert pixels(WHOLE, (1654, 2339)) == (0, 0, 1654, 2339)
