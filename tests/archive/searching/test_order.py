"""In which order do hits come, on how many pages, and at what cost?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import ArchiveRecord
from archive.searching import CANDIDATES, PAGE_SIZE, Found, find
from bhxh_archive.models import User
from tests.archive.shelf import Shelf

pytestmark = pytest.mark.slow

NAME = "Nguyễn Thị Hòa"


def test_the_surest_way_comes_first(shelf: Shelf) -> None:
    scans = shelf.add({"full_name": "Lê An"}, pages=["Giấy ủy quyền cho bà Nguyễn Thị Hòa"])
    words = shelf.add({"full_name": "Nguyễn Thị Minh Hòa"})
    folded = shelf.add({"full_name": "Nguyễn Thị Hoa"})
    exact = shelf.add({"full_name": NAME}, pages=["Bà Nguyễn Thị Hòa"])

    found = shelf.search("nguyễn thị hòa")
    assert [hit.record for hit in found.hits] == [exact, folded, words, scans]
    assert [hit.why for hit in found.hits] == ["Đúng họ tên", "Họ tên", "Họ tên có các từ này", "Trong văn bản"]
    assert found.total == 4


def test_a_number_comes_before_words_that_look_like_it(shelf: Shelf) -> None:
    named_in_scan = shelf.add(pages=["Căn cứ Quyết định số 12/QĐ-BHXH"])
    its_own = shelf.add(decision="12/QĐ-BHXH")
    newest = shelf.add(pages=["Căn cứ Quyết định số 12/QĐ-BHXH"])

    assert shelf.found("12/QĐ-BHXH") == [its_own, newest, named_in_scan]


def test_newest_first_within_one_way(shelf: Shelf) -> None:
    days = [datetime(2026, 9, day, tzinfo=UTC) for day in (5, 9, 7)]
    fifth, ninth, seventh = (shelf.add(accepted_at=day) for day in days)

    assert shelf.found("pham thi huong") == [ninth, seventh, fifth]
    assert shelf.found() == [ninth, seventh, fifth]


def every_page(text: str) -> list[ArchiveRecord]:
    """The hits of all pages, one after the other."""
    archivist, hits, after = User.objects.get(username="luutru"), [], ""
    while True:
        found = find(archivist, text=text, after=after)
        hits += [hit.record for hit in found.hits]
        if found.next_after is None:
            return hits
        assert len(found.hits) == PAGE_SIZE
        after = found.next_after


@pytest.mark.parametrize("text", ["", "nguyen thi hoa"])
@pytest.mark.parametrize("number", [PAGE_SIZE - 1, PAGE_SIZE, PAGE_SIZE + 1, 2 * PAGE_SIZE + 7])
def test_pages_hold_every_hit_once(shelf: Shelf, text: str, number: int) -> None:
    records = shelf.many(number, full_name=NAME)

    assert every_page(text) == records[::-1]


@pytest.mark.parametrize("text", ["", "nguyen thi hoa"])
def test_a_record_that_came_meanwhile_moves_no_page(shelf: Shelf, text: str) -> None:
    records = shelf.many(PAGE_SIZE + 5, full_name=NAME)
    first = shelf.search(text)
    shelf.add({"full_name": NAME})

    second = shelf.search(text, after=first.next_after)
    assert [hit.record for hit in second.hits] == records[4::-1]


@pytest.mark.parametrize("text", ["", "nguyen thi hoa"])
@pytest.mark.parametrize("after", ["x", "-1", "0", "٣", "²", "9" * 30, "1; drop table", "9" * 5000])
def test_a_made_up_place_is_the_first_page(shelf: Shelf, text: str, after: str) -> None:
    (record,) = shelf.many(1, full_name=NAME)

    assert [hit.record for hit in shelf.search(text, after=after).hits] == [record]


@pytest.mark.parametrize("text", ["", "nguyen thi hoa", "hoa"])
def test_so_many_are_not_counted_to_the_end(shelf: Shelf, text: str) -> None:
    shelf.many(CANDIDATES, full_name=NAME)
    assert (shelf.search(text).total, shelf.search(text).capped) == (CANDIDATES, False)
    shelf.many(1, full_name=NAME)
    assert (shelf.search(text).total, shelf.search(text).capped) == (CANDIDATES, True)


def queries_of(shelf: Shelf, text: str) -> tuple[int, Found]:
    shelf.people["luutru"].__dict__.pop("seats", None)
    with CaptureQueriesContext(connection) as seen:
        found = find(shelf.people["luutru"], text=text)
    return len(seen), found


@pytest.mark.parametrize(("text", "most"), [("", 7), ("nguyen thi hoa", 12), ("giay uy quyen", 13)])
def test_one_hit_and_a_full_page_ask_the_database_equally_often(shelf: Shelf, text: str, most: int) -> None:
    shelf.add({"full_name": NAME}, pages=["Giấy ủy quyền"])
    few, found = queries_of(shelf, text)
    assert len(found.hits) == 1
    for _ in range(PAGE_SIZE):
        shelf.add({"full_name": NAME}, {"full_name": "Lê An", "role": "submitter"}, pages=["Giấy ủy quyền"] * 2)

    many, found = queries_of(shelf, text)
    assert len(found.hits) == PAGE_SIZE
    assert many == few <= most
