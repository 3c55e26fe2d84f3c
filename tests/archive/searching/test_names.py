"""Is a record found by the name of any of its persons, however the name is typed?"""

from __future__ import annotations

import unicodedata

import pytest

from intake.models import Person
from tests.archive.shelf import HUONG, Shelf

OTHER = {"full_name": "Trần Văn Mạnh"}


@pytest.mark.parametrize(
    "typed",
    [
        "Phạm Thị Hường", "pham thi huong", "PHẠM THỊ HƯỜNG", "  pham   thi  huong ", "Phạm thị huong",
        "phạm-thị-hường", unicodedata.normalize("NFD", "Phạm Thị Hường"), "Phạm\u200b Thị\u00ad Hường",
    ],
)  # fmt: skip
def test_typed_in_any_form(shelf: Shelf, typed: str) -> None:
    record = shelf.add()
    shelf.add(OTHER)

    assert shelf.found(typed) == [record]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Lê Thị Hoà", "Lê Thị Hòa"), ("Đặng Thúy", "dang thuý"), ("H'Hen Niê", "h hen nie"),
        ("Y Đăm K’Brưu", "y dam k'bruu"),
    ],
)  # fmt: skip
def test_old_and_new_tone_places_strokes_and_apostrophes(shelf: Shelf, written: str, typed: str) -> None:
    record = shelf.add({"full_name": written})

    assert shelf.found(typed) == [record]


@pytest.mark.parametrize("role", Person.Role.values)
def test_by_a_person_in_any_role(shelf: Shelf, role: str) -> None:
    record = shelf.add(OTHER, HUONG | {"role": role})
    shelf.add(OTHER)

    assert shelf.found("pham thi huong") == [record]
    assert shelf.found("031169000123") == [record]


def test_a_person_in_two_roles_is_one_hit(shelf: Shelf) -> None:
    record = shelf.add(HUONG | {"role": "submitter"}, HUONG | {"role": "receiver"})

    assert shelf.found("pham thi huong") == [record]


@pytest.mark.parametrize("part", ["huong", "thi huong", "huong pham", "Hường Phạm"])
def test_by_some_words_of_a_name_in_any_order(shelf: Shelf, part: str) -> None:
    record = shelf.add()
    shelf.add(OTHER)

    assert shelf.found(part) == [record]


@pytest.mark.parametrize("wrong", ["pham thi hu", "pham thi huong an", "manh huong", "%", "_", "p%", "' or 1=1 --"])
def test_another_name_is_not_found(shelf: Shelf, wrong: str) -> None:
    """The words must stand in one name; signs of SQL and of patterns are only signs."""
    shelf.add(HUONG, OTHER)

    assert shelf.found(wrong) == []


def test_signs_alone_find_nothing_but_an_empty_text_shows_the_newest(shelf: Shelf) -> None:
    older, newer = shelf.add(), shelf.add(OTHER)

    assert shelf.found("…?!") == []
    assert shelf.found("  ") == [newer, older]
