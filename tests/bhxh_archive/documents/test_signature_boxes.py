"""Do the signature boxes lie between title and name, on the page where the signer's name is printed?"""

from __future__ import annotations

from itertools import pairwise

import pypdfium2
import pytest

from bhxh_archive.documents.catalogue import TEMPLATES
from bhxh_archive.documents.errors import ShapeError
from bhxh_archive.documents.render import Rendered, render_signed
from bhxh_archive.documents.shapes import decision_07a, refusal
from bhxh_archive.documents.signatories import JOINTLY

SIGNED = sorted(name for name, template in TEMPLATES.items() if template.signed)
MM = 72 / 25.4


def line_boxes(pdf: bytes, page: int, text: str) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right, top of every place where the text stands on the page, in points."""
    textpage = pypdfium2.PdfDocument(pdf)[page].get_textpage()
    searcher, found = textpage.search(text), []
    while (match := searcher.get_next()) is not None:
        start, count = match
        boxes = [textpage.get_charbox(i) for i in range(start, start + count)]
        found.append((boxes[0][0], min(b[1] for b in boxes), boxes[-1][2], max(b[3] for b in boxes)))
    return found


def assert_between_title_and_name(rendered: Rendered, title: str, name: str) -> None:
    leader = rendered.boxes["leader"]
    titles = line_boxes(rendered.pdf, leader.page, title.upper())
    names = line_boxes(rendered.pdf, leader.page, name)
    above = min(box[1] for box in titles if box[1] >= leader.y2)
    below = max(box[3] for box in names if box[3] <= leader.y1)
    assert above - leader.y2 < 6 * MM
    assert leader.y1 - below < 6 * MM
    centre = (names[-1][0] + names[-1][2]) / 2
    assert abs(centre - (leader.x1 + leader.x2) / 2) < 1 * MM


@pytest.mark.parametrize("name", SIGNED)
def test_boxes_of_every_signed_template(name):
    data = TEMPLATES[name].example()
    rendered = render_signed(name, data)
    assert_between_title_and_name(rendered, data["signature"]["title"], data["signature"]["name"])


@pytest.mark.parametrize("name", SIGNED)
def test_the_seal_is_real_size_and_covers_the_left_third(name):
    boxes = render_signed(name, TEMPLATES[name].example()).boxes
    leader, agency = boxes["leader"], boxes["agency"]
    assert agency.page == leader.page
    assert agency.x2 - agency.x1 == pytest.approx(36 * MM, abs=0.01)
    assert agency.y2 - agency.y1 == pytest.approx(36 * MM, abs=0.01)
    assert agency.x2 == pytest.approx(leader.x1 + (leader.x2 - leader.x1) / 3, abs=0.01)
    assert agency.x1 > 0


@pytest.mark.parametrize("name", ["settled_list", "statement_04hsb"])
def test_the_seal_stays_out_of_the_columns_of_the_other_signers(name):
    data = TEMPLATES[name].example()
    rendered = render_signed(name, data)
    seal = rendered.boxes["agency"]
    words = [data["preparer"], data["head"], *data["head_title"].upper().split()]
    ends = [box[2] for word in words for box in line_boxes(rendered.pdf, seal.page, word)]
    assert len(ends) >= len(words) and max(ends) < seal.x1


@pytest.mark.parametrize("name", sorted(JOINTLY))
def test_the_other_signers_have_places_over_their_names_in_their_order(name):
    data = TEMPLATES[name].example()
    rendered = render_signed(name, data)
    places = [rendered.boxes[field] for field in JOINTLY[name]]
    assert all(left.x2 < right.x1 for left, right in pairwise(places))
    for place, words in zip(places, (data["preparer"], data["head"]), strict=False):
        start, _, end, top = line_boxes(rendered.pdf, place.page, words)[-1]
        assert abs((start + end) / 2 - (place.x1 + place.x2) / 2) < 1 * MM and 0 < place.y1 - top < 6 * MM


def test_boxes_follow_the_text_to_a_later_page():
    data = decision_07a.long_example()
    data["signature"] = {**data["signature"], "authority": "Q.", "on_behalf_of": "", "title": "Giám đốc"}
    data["special_times"] = data["special_times"] * 6
    rendered = render_signed("decision_07a", data)
    assert rendered.boxes["leader"].page == 2
    assert_between_title_and_name(rendered, "Q. Giám đốc", data["signature"]["name"])


def test_the_signature_never_stands_alone_on_a_page():
    for extra in range(12):
        data = decision_07a.example()
        data["special_times"] = data["special_times"] * extra
        rendered = render_signed("decision_07a", data)
        page = rendered.boxes["leader"].page
        assert line_boxes(rendered.pdf, page, "Điều 2.")


def test_a_slip_without_a_leader_has_no_boxes():
    with pytest.raises(ShapeError):
        render_signed("refusal", refusal.example())
