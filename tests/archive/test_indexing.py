"""Is an accepted package findable by everything it holds: persons, numbers, the words of scans and of signed files?"""

from __future__ import annotations

import pytest

from archive.indexing import index_record
from archive.models import RecordDocument, RecordPage
from archive.searching import Hit, find
from archive.specs import UNKNOWN_DATE, UNKNOWN_ISSUER
from bhxh_archive import storage
from intake.queries import components_of
from tests.archive.room import ON_PAPER, ArchiveRoad, MixedRoad
from tests.room import PERSON


def hits(road: ArchiveRoad, text: str) -> list[Hit]:
    return find(road.road.user("luutru"), text=text).hits


def test_every_document_of_the_package_is_there_in_order(archived_road: ArchiveRoad) -> None:
    rows = list(archived_road.record.documents.order_by("ordinal"))

    assert [row.ordinal for row in rows] == list(range(1, len(rows) + 1))
    assert len(rows) == archived_road.record.documents_total == 4
    assert sum(row.pages for row in rows) == archived_road.record.pages_total
    assert [row.signed for row in rows].count(True) == 3  # the file that came signed, decision and statement
    for row in rows:
        assert row.page_rows.count() == row.pages
        assert all(page.view and page.thumb for page in row.page_rows.all())


def test_each_document_bears_what_stands_on_it_or_says_that_nobody_knows(archived_road: ArchiveRoad) -> None:
    rows = {row.subject: row for row in archived_road.record.documents.all()}
    names = {part.type.code: part.type.name for part in components_of(archived_road.dossier)}
    scanned, unknown = rows[names["12-HSB"]], rows[names["14-HSB"]]

    assert {name: getattr(scanned, name) for name in ON_PAPER} == ON_PAPER and scanned.note == ""
    assert (unknown.number, unknown.issuer, unknown.note) == ("", UNKNOWN_ISSUER, UNKNOWN_DATE)
    assert archived_road.record.starts_on == ON_PAPER["issued_on"]


@pytest.mark.parametrize("text", ["pham thi huong", PERSON["personal_id"], PERSON["insurance_number"]])
def test_found_by_its_person(archived_road: ArchiveRoad, text: str) -> None:
    assert [hit.record for hit in hits(archived_road, text)] == [archived_road.record]


def test_found_by_all_its_numbers(archived_road: ArchiveRoad) -> None:
    record, dossier = archived_road.record, archived_road.dossier
    assert dossier.number and record.decision_number
    for text in (dossier.number, record.file_code, record.decision_number, record.decision_number.split("/")[0]):
        assert [(hit.record, hit.why) for hit in hits(archived_road, text)] == [(record, "Đúng số")], text


def test_found_by_the_words_of_a_scan_with_its_page(archived_road: ArchiveRoad) -> None:
    """Recognised by OCR when the file was made, read back from the file that is kept."""
    (hit,) = hits(archived_road, "trang 2 quyet dinh dong 7")

    assert hit.why == "Trong văn bản"
    assert hit.page and (hit.page.number, hit.page.document.signed) == (2, False)
    assert hit.snippet and hit.snippet.match == "Trang 2 quyết định dòng 7"


def test_found_by_the_words_of_a_file_that_came_signed(archived_road: ArchiveRoad) -> None:
    original = archived_road.dossier.components.get(type__code="14-HSB").original
    assert original
    document = archived_road.record.documents.get(digest=original.digest)
    words = document.page_rows.get(number=2).words.split()[3:8]
    (hit,) = hits(archived_road, " ".join(words))

    assert hit.page and hit.page.document == document
    assert hit.snippet and hit.snippet.match.split() == words


def test_found_by_the_words_of_the_decision(archived_road: ArchiveRoad) -> None:
    (hit,) = hits(archived_road, "hưởng chế độ hưu trí hằng tháng")

    assert hit.page and hit.page.document.signed
    assert "hằng tháng" in hit.page.words


def test_the_signed_file_lies_in_the_archive_byte_for_byte(archived_road: ArchiveRoad) -> None:
    original = archived_road.dossier.components.get(type__code="14-HSB").original
    assert original
    row = archived_road.record.documents.get(digest=original.digest)

    assert row.signed
    assert isinstance(archived_road.road, MixedRoad)
    with storage.permanent().open(f"{archived_road.package.prefix}/{row.path}") as kept:
        assert kept.read() == archived_road.road.original == storage.read_file(original)


def test_indexed_twice_nothing_is_there_twice(archived_road: ArchiveRoad) -> None:
    before = (RecordDocument.objects.count(), RecordPage.objects.count(), archived_road.record.persons.count())
    record = index_record(archived_road.dossier, archived_road.package)

    assert record == archived_road.record
    assert (RecordDocument.objects.count(), RecordPage.objects.count(), record.persons.count()) == before
    assert hits(archived_road, "trang 2 quyet dinh dong 7")
