"""Is a record found by its numbers, and only by the whole number?"""

from __future__ import annotations

import pytest

from bhxh_archive.text import number_fold
from tests.archive.shelf import Shelf


@pytest.mark.parametrize("typed", ["031169000123", "031 169 000 123", "031.169.000.123", "3105000123", "31 05 000123"])
def test_by_identifier(shelf: Shelf, typed: str) -> None:
    record = shelf.add()
    shelf.add({"full_name": "Trần Văn Mạnh", "personal_id": "031169000124", "insurance_number": "3105000124"})

    assert shelf.found(typed) == [record]
    assert shelf.search(typed).hits[0].why == "Đúng số"


@pytest.mark.parametrize("typed", ["03116900012", "0311690001230", "105000123", "31050001"])
def test_part_of_an_identifier_is_nobody(shelf: Shelf, typed: str) -> None:
    shelf.add()

    assert shelf.found(typed) == []


@pytest.mark.parametrize(
    "typed",
    [
        "1234/QĐ-BHXH", "1234/qđ-bhxh", "1234 qd bhxh", "1234/QĐ", "1234", "01234", "Số: 1234/QĐ-BHXH",
        "số 1234", "so 1234", "QĐ 1234", "QĐ số 1234/QĐ-BHXH", "Quyết định số: 1234", "quyet dinh so 1234",
        "quyết định 1234/QĐ-BHXH",
    ],
)  # fmt: skip
def test_by_decision_number(shelf: Shelf, typed: str) -> None:
    record = shelf.add(decision="1234/QĐ-BHXH")
    for other in ("12345/QĐ-BHXH", "123/QĐ-BHXH", "234/QĐ-BHXH", "1234/TB-BHXH"):
        shelf.add(decision=other)

    found = shelf.found(typed)
    assert record in found
    assert {row.decision_number for row in found} <= {"1234/QĐ-BHXH", "1234/TB-BHXH"}


@pytest.mark.parametrize("typed", ["5", "05", "5/QĐ", "05/QĐ-BHXH", "số 5"])
def test_a_number_below_ten_has_a_zero_on_paper_that_people_leave_out(shelf: Shelf, typed: str) -> None:
    record = shelf.add(decision="05/QĐ-BHXH")
    shelf.add(decision="50/QĐ-BHXH")
    shelf.add(decision="15/QĐ-BHXH")

    assert shelf.found(typed) == [record]


def test_by_the_number_of_each_result(shelf: Shelf) -> None:
    """Several answers of one dossier have numbers of their own; only one stands on the record itself."""
    record = shelf.add(decision="21/QĐ-BHXH")
    shelf.file(record, ["Trả lời"], number="21/QĐ-BHXH")
    shelf.file(record, ["Trả lời"], number="22/QĐ-BHXH")
    shelf.add(decision="222/QĐ-BHXH")

    assert [hit.why for hit in shelf.search("22/QĐ-BHXH").hits] == ["Đúng số"]
    assert shelf.found("22") == [record]


@pytest.mark.parametrize("typed", ["G12.99.31.K01.G02.H005", "K01.G02.H005", "k01 g02 h005"])
def test_by_what_stands_on_the_paper_folder(shelf: Shelf, typed: str) -> None:
    record = shelf.add(paper_folded=number_fold("G12.99.31.K01.G02.H005"), shelf_folded=number_fold("K01.G02.H005"))
    shelf.add(paper_folded=number_fold("G12.99.31.K01.G02.H006"), shelf_folded=number_fold("K01.G02.H006"))

    assert shelf.found(typed) == [record]


def test_by_dossier_number_and_by_file_code(shelf: Shelf) -> None:
    record, _ = shelf.add(), shelf.add()

    assert shelf.found("G12.99.31-261123-0001-K") == [record]
    assert shelf.found("g129931 261123 0001 k") == [record]
    assert shelf.found(record.file_code) == [record]


def test_a_name_with_a_digit_is_still_a_name(shelf: Shelf) -> None:
    record = shelf.add({"full_name": "Nguyễn Văn An 2"})

    assert shelf.found("nguyen van an 2") == [record]
