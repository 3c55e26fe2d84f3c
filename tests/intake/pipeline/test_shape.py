"""Do boxes and angles land where they were meant, whichever way the page is turned?"""

import pytest

from intake.pipeline.shape import WHOLE, Part, Shape, pixels, unturned

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


def test_the_sides_that_were_cut_are_told_as_they_are_seen():
    upper = Shape(box=(0, 0, 10_000, 5000))
    assert [upper.trimmed(turn) for turn in (0, 90, 180, 270)] == [{"bottom"}, {"left"}, {"top"}, {"right"}]
    assert Shape(1.5).trimmed(90) == set()


def test_where_two_parts_meet_is_no_side_of_the_whole():
    left, right = Part("a", 200, box=(0, 0, 5000, 10_000)), Part("b", 200, rotation=90, box=(0, 0, 10_000, 5000))
    assert Shape(parts=(left, right)).trimmed(0) == set()
    assert Shape(parts=(right, left)).trimmed(0) == {"left", "right"}
