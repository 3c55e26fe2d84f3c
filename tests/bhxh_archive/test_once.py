"""Does a page that only shows read the same of a row once, and whoever works on the row each time anew?"""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from bhxh_archive.models import Office, OfficeName
from bhxh_archive.once import keep_reads, keeping_reads, keeps_reads, read_once

FIRST = date(2026, 1, 1)


@pytest.fixture
def office(db: None) -> Office:
    office = Office.objects.create(code="moi", agency_id="G99.1", kind="province", valid_from=FIRST)
    OfficeName.objects.create(office=office, name="BHXH nơi này", place="Nơi này", valid_from=FIRST)
    return office


@read_once
def names_with(office: Office, text: str) -> list[OfficeName]:
    return list(office.names.filter(name__contains=text))


def test_what_is_shown_is_read_once_by_what_is_asked(
    office: Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keep_reads(office)
    with django_assert_num_queries(2):
        assert names_with(office, "BHXH") is names_with(office, "BHXH")
        assert names_with(office, "khác") == names_with(office, "khác") == []
    assert not keeps_reads(Office.objects.get(pk=office.pk))


def test_what_is_worked_on_is_read_as_it_stands_now(office: Office) -> None:
    found = names_with(office, "BHXH")
    office.names.all().delete()
    assert found and names_with(office, "BHXH") == []


def test_a_judgement_reads_once_and_forgets(office: Office, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1), keeping_reads(office), keeping_reads(office):
        assert names_with(office, "BHXH") is names_with(office, "BHXH")
    assert not keeps_reads(office)


def test_a_page_still_remembers_after_a_judgement(office: Office) -> None:
    keep_reads(office)
    with keeping_reads(office):
        found = names_with(office, "BHXH")
    assert names_with(office, "BHXH") is found
