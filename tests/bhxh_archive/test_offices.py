"""Does an office bear the name of the day, before and after it is renamed?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bhxh_archive.models import Office, OfficeName, share_offices

FIRST = date(2026, 1, 1)


@pytest.fixture
def renamed_next_month(db: None) -> Office:
    """An office whose next name is decided and not yet in force."""
    office = Office.objects.create(code="moi", agency_id="G99.1", kind="province", valid_from=FIRST)
    OfficeName.objects.create(office=office, name="Tên đang dùng", place="Nơi cũ", valid_from=FIRST)
    day = timezone.localdate() + timedelta(days=30)
    OfficeName.objects.create(office=office, name="Tên tương lai", place="Nơi mới", valid_from=day)
    return office


def test_a_future_name_is_not_used_today(renamed_next_month: Office) -> None:
    assert renamed_next_month.name == str(renamed_next_month) == "Tên đang dùng"


def test_the_new_name_holds_from_its_day_on(renamed_next_month: Office) -> None:
    day = timezone.localdate() + timedelta(days=30)

    assert renamed_next_month.name_on(day - timedelta(days=1)).place == "Nơi cũ"
    assert renamed_next_month.name_on(day).place == "Nơi mới"


def test_before_its_first_name_an_office_has_the_first(renamed_next_month: Office) -> None:
    assert renamed_next_month.name_on(FIRST - timedelta(days=1)).name == "Tên đang dùng"


def test_an_office_without_names_is_called_by_its_code(db: None) -> None:
    assert Office.objects.create(code="trong", agency_id="G99.2", kind="province", valid_from=FIRST).name == "trong"


def test_names_at_hand_are_not_read_again_and_the_others_in_one_query(
    renamed_next_month: Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    above = [Office.objects.create(code=f"tren-{n}", agency_id=f"G98.{n}", kind="province", valid_from=FIRST)
             for n in range(2)]  # fmt: skip
    below = [Office(code=f"duoi-{n}", parent=parent, successor=renamed_next_month) for n, parent in enumerate(above)]
    share_offices([], (), [renamed_next_month])

    with django_assert_num_queries(1):
        share_offices(below, ("parent", "successor"), [renamed_next_month])
        assert [str(row.parent) for row in below] == ["tren-0", "tren-1"]
    with django_assert_num_queries(0):
        assert all(row.successor is renamed_next_month for row in below) and str(below[0].successor) == "Tên đang dùng"
