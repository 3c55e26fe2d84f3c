"""Do the filters narrow, together with words and without, and does nobody find what is not theirs?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bhxh_archive.models import Assignment, Office, User
from tests.archive.shelf import HUONG, SIGNED_ON, Shelf

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "end", "there"),
    [
        (SIGNED_ON, None, True), (None, SIGNED_ON, True), (SIGNED_ON, SIGNED_ON, True),
        (SIGNED_ON - DAY, SIGNED_ON + DAY, True), (SIGNED_ON + DAY, None, False), (None, SIGNED_ON - DAY, False),
        (SIGNED_ON + DAY, SIGNED_ON - DAY, False), (date(1, 1, 1), date(9999, 12, 31), True),
    ],
)  # fmt: skip
def test_days_of_the_decision_count_from_the_first_to_the_last(
    shelf: Shelf, start: date | None, end: date | None, *, there: bool
) -> None:
    record = shelf.add(decision="05/QĐ-BHXH")

    assert shelf.found(decided_from=start, decided_to=end) == ([record] if there else [])
    assert shelf.found("huong", decided_from=start, decided_to=end) == ([record] if there else [])


def test_without_a_decision_no_range_holds(shelf: Shelf) -> None:
    record = shelf.add()

    assert shelf.found(decided_from=date(1900, 1, 1)) == []
    assert shelf.found() == [record]


def test_procedure_and_birth_year_narrow_every_way(shelf: Shelf) -> None:
    pension = shelf.add(HUONG, pages=["Quyết định nghỉ việc"])
    lump_sum = shelf.add(HUONG | {"birth_year": 1975}, pages=["Quyết định nghỉ việc"], procedure_code="BHXH1L")

    for text in ("", "pham thi huong", "huong", "031169000123", "quyet dinh nghi viec"):
        assert shelf.found(text, procedure_code="HUU") == [pension]
        assert shelf.found(text, birth_year=1975) == [lump_sum]
        assert shelf.found(text, birth_year=1975, procedure_code="HUU") == []


def test_birth_year_of_any_person(shelf: Shelf) -> None:
    record = shelf.add(HUONG, {"full_name": "Phạm Minh Khôi", "role": "relative", "birth_year": 2014})

    assert shelf.found(birth_year=2014) == [record]


TEXTS = ("", "pham thi huong", "thi huong", "031169000123", "05/QĐ-BHXH", "nghi viec", "G12.99.31-261123-0001-K")


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("luutru", True), ("tiepnhan-hp", True), ("truongtiepnhan-hp", True), ("chuyenvien-hp", True),
        ("truongphong-hp", True), ("tiepnhan-na", False), ("chuyenvien-na", False), ("tiepnhan-hb", False),
        ("giamdoc-hp", False), ("vanthu-hp", False), ("quantri", False),
    ],
)  # fmt: skip
def test_each_desk_searches_what_it_needs(shelf: Shelf, name: str, *, sees: bool) -> None:
    record = shelf.add(decision="05/QĐ-BHXH", pages=["Quyết định nghỉ việc"])

    for text in TEXTS:
        assert shelf.found(text, by=name) == ([record] if sees else [])


@pytest.mark.parametrize("role", ["receiving_office", "settling_office", "paper_office"])
def test_every_office_that_took_part_finds_it(shelf: Shelf, role: str) -> None:
    facts: dict[str, Any] = {role: Office.objects.get(code="nghe-an")}
    record = shelf.add(**facts)

    assert shelf.found("huong", by="tiepnhan-na") == [record]
    assert shelf.found("huong", by="tiepnhan-hb") == []


def test_a_function_that_has_ended_opens_nothing(shelf: Shelf) -> None:
    shelf.add()
    clerk = User.objects.get(username="tiepnhan-hp")
    Assignment.objects.filter(user=clerk).update(valid_to=date(2026, 1, 2))

    assert shelf.found("huong", by="tiepnhan-hp") == []
