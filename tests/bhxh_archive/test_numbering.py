"""Are numbers gapless, unique under concurrency, and restarted each year?"""

from __future__ import annotations

from datetime import date
from threading import Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from bhxh_archive.identifiers import is_valid_number
from bhxh_archive.models import NumberGap, Office, OutsideNumbers, User
from bhxh_archive.numbering import document_number, last_number, log_gap, next_number, receipt_number


@pytest.fixture
def office(transactional_db: None) -> Office:
    return Office.objects.create(code="mau", agency_id="G12.99.99", kind="province", valid_from=date(2020, 1, 1))


def test_a_series_counts_from_one_in_each_year_and_office(office: Office) -> None:
    taken = [next_number(office=office, code="QD", year=year) for year in (2026, 2026, 2027, 2026)]
    assert taken == [1, 2, 1, 3]


def test_a_rollback_gives_the_number_back(office: Office) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        next_number(office=office, code="QD", year=2026)
        raise RuntimeError
    assert next_number(office=office, code="QD", year=2026) == 1


def used_outside(office: Office, first: int, last: int) -> OutsideNumbers:
    by = User.objects.get_or_create(username="vanthu")[0]
    return OutsideNumbers.objects.create(
        office=office, code="QD", year=2026, first=first, last=last, note="Giấy", by=by
    )


def test_what_was_used_outside_is_passed_by_block_behind_block(office: Office) -> None:
    used_outside(office, 1, 120)
    used_outside(office, 122, 122)
    used_outside(office, 123, 130)
    withdrawn = used_outside(office, 131, 140)
    OutsideNumbers.objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now())
    assert [next_number(office=office, code="QD", year=2026) for _ in range(3)] == [121, 131, 132]
    assert next_number(office=office, code="CV", year=2026) == next_number(office=office, code="QD", year=2027) == 1
    assert last_number(office=office, code="QD", year=2026) == 132


def test_eight_desks_at_once_get_eight_numbers(office: Office) -> None:
    taken: list[int] = []

    def take() -> None:
        for _ in range(5):
            taken.append(next_number(office=office, code="QD", year=2026))
        connection.close()

    desks = [Thread(target=take) for _ in range(8)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    assert sorted(taken) == list(range(1, 41))


def test_a_receipt_number_carries_office_day_serial_and_check(office: Office) -> None:
    number = receipt_number(office=office, day=date(2026, 11, 23))
    assert number.startswith("G12.99.99-261123-0001-")
    assert is_valid_number(number)
    misread = number.replace("0001", "0007")
    assert not is_valid_number(misread)


def test_small_numbers_get_a_leading_zero() -> None:
    assert (document_number(5, "QĐ-BHXH"), document_number(123, "QĐ-BHXH")) == ("05/QĐ-BHXH", "123/QĐ-BHXH")


def test_a_gap_is_written_down_once(office: Office) -> None:
    for _ in range(2):
        log_gap(office=office, code="QD", year=2026, number=4, reason="Trả lại chuyên viên", by=None)
    assert NumberGap.objects.get().number == 4
