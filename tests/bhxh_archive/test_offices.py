"""Does an office bear the name of the day, before and after it is renamed?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from bhxh_archive.models import Office, OfficeName

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
