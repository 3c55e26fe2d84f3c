"""Is a record found by the words of its scans, and is shown where they stand, as they stand there?"""

from __future__ import annotations

import pytest

from archive import searching
from tests.archive.shelf import Shelf

FIRST = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nQuyết định nghỉ việc"
SECOND = "Bà Phạm Thị Hường được nghỉ việc kể từ ngày 01/6/2026, Xí nghiệp May mặc Đồ Sơn chi trả."


@pytest.mark.parametrize("typed", ["xí nghiệp may mặc", "xi nghiep may mac", "MAY MẶC ĐỒ SƠN", "may mac, do son"])
def test_by_a_phrase_of_a_scan(shelf: Shelf, typed: str) -> None:
    record = shelf.add(pages=[FIRST, SECOND])
    shelf.add(pages=[FIRST])

    assert shelf.found(typed) == [record]


def test_the_hit_says_where_and_keeps_the_diacritics(shelf: Shelf) -> None:
    shelf.add({"full_name": "Trần Văn Mạnh"}, pages=[FIRST, SECOND])

    (hit,) = shelf.search("duoc nghi viec").hits
    assert hit.why == "Trong văn bản"
    assert hit.page and (hit.page.number, hit.page.document.ordinal) == (2, 1)
    assert hit.snippet
    assert hit.snippet.match == "được nghỉ việc"
    assert hit.snippet.before == "Bà Phạm Thị Hường "
    assert hit.snippet.after.startswith(" kể từ ngày 01/6/2026, Xí nghiệp")


def test_the_first_page_of_the_first_document_is_shown(shelf: Shelf) -> None:
    record = shelf.add(pages=[FIRST, SECOND])
    shelf.file(record, [SECOND, SECOND])

    (hit,) = shelf.search("nghi viec").hits
    assert hit.page and (hit.page.document.ordinal, hit.page.number) == (1, 1)


def test_words_of_two_pages_are_no_phrase(shelf: Shelf) -> None:
    shelf.add({"full_name": "Trần Văn Mạnh"}, pages=["Quyết định", "nghỉ việc"])

    assert shelf.found("quyet dinh nghi viec") == []


def test_numbers_inside_a_scan_are_found(shelf: Shelf) -> None:
    record = shelf.add(pages=["Căn cứ Quyết định số 987/QĐ-XN ngày 02/4/2026"])

    assert shelf.found("987/QĐ-XN") == [record]
    assert shelf.found("02/4/2026") == [record]


def test_a_phrase_common_elsewhere_hides_none_of_ones_own(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many pages are looked at, and no page of another office is one of them."""
    monkeypatch.setattr(searching, "PAGES_LOOKED_AT", 3)
    for _ in range(5):
        shelf.add(pages=[FIRST], office="nghe-an")
    mine = shelf.add(pages=[FIRST], office="hai-phong")

    assert shelf.found("nghi viec", by="tiepnhan-hp") == [mine]


def test_a_phrase_common_outside_the_filters_hides_none_within(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "PAGES_LOOKED_AT", 3)
    for _ in range(5):
        shelf.add(pages=[FIRST])
    wanted = shelf.add(pages=[FIRST], procedure_code="BHXH1L")

    assert shelf.found("nghi viec", procedure_code="BHXH1L") == [wanted]
