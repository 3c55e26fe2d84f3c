"""How does an administrator keep the days off and the Saturdays that are worked?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bhxh_archive.models import AdminEvent, Holiday, User
from tests.bhxh_archive.administration.conftest import newest_change

pytestmark = pytest.mark.django_db


TUESDAY, SATURDAY = date(2028, 3, 7), date(2028, 3, 11)
NOTICE = "Thông báo 123/TB-BNV ngày 01/12/2027"


def holiday(day: date = TUESDAY, **changes: str) -> dict[str, str]:
    return {"day": f"{day:%d/%m/%Y}", "kind": "off", "name": "Nghỉ bù", "source": NOTICE} | changes


def test_a_day_is_added_with_its_source(chief: Client) -> None:
    answer = chief.post(reverse("holidays"), holiday(confirmed="on"))
    row = Holiday.objects.get(day=TUESDAY)
    assert answer["Location"] == reverse("holidays_of", args=[2028])
    assert (row.kind, row.name, row.source, row.confirmed) == ("off", "Nghỉ bù", NOTICE, True)
    assert newest_change()[0] == "add_holiday"
    assert "07/03/2028" in chief.get(reverse("holidays_of", args=[2028])).content.decode()


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (holiday(kind="make_up"), "phải là thứ Bảy hoặc Chủ nhật"),
        (holiday(source="", confirmed="on"), "hãy ghi nguồn"),
        (holiday(day=date(2026, 9, 2)), "đã có trong lịch"),
        (holiday() | {"day": "30/02/2028"}, "Lịch không có ngày này"),
    ],
)
def test_a_refused_day_keeps_what_was_typed(facts: dict[str, str], sentence: str, chief: Client) -> None:
    before = Holiday.objects.count()
    answer = chief.post(reverse("holidays"), facts)
    text = answer.content.decode()
    assert answer.status_code == 422 and sentence in text
    assert f'value="{facts["day"]}"' in text and 'value="Nghỉ bù"' in text
    assert Holiday.objects.count() == before


def test_a_make_up_saturday_is_added_and_corrected(chief: Client) -> None:
    chief.post(reverse("holidays"), holiday(SATURDAY, kind="make_up", name="Làm bù"))
    row = Holiday.objects.get(day=SATURDAY)
    facts = {"kind": "make_up", "name": "Làm bù ngày 06/03", "source": NOTICE, "confirmed": "on"}
    answer = chief.post(reverse("holiday", args=[row.pk]), facts)
    row.refresh_from_db()
    assert answer.status_code == 302 and (row.name, row.confirmed, row.day) == ("Làm bù ngày 06/03", True, SATURDAY)
    verb, old, new = newest_change()
    assert (verb, old["name"], new["name"]) == ("change_holiday", "Làm bù", "Làm bù ngày 06/03")


def test_a_day_entered_by_mistake_is_taken_out_until_it_comes(chief: Client, demo: dict[str, User]) -> None:
    coming = Holiday.objects.create(day=timezone.localdate() + timedelta(days=9), kind="off", name="Gõ nhầm")
    past = Holiday.objects.create(day=timezone.localdate() - timedelta(days=9), kind="off", name="Đã qua")

    assert chief.post(reverse("holiday", args=[coming.pk]), {"remove": "1"}).status_code == 302
    assert chief.post(reverse("holiday", args=[past.pk]), {"remove": "1"}).status_code == 422

    assert set(Holiday.objects.filter(name__in=("Gõ nhầm", "Đã qua"))) == {past}
    assert AdminEvent.objects.get(verb="remove_holiday").before["name"] == "Gõ nhầm"


@pytest.mark.parametrize("year", [1026, 2126])
def test_a_mistyped_year_is_noticed(chief: Client, year: int) -> None:
    typed = {"day": f"09/12/{year}", "kind": "off", "name": "Ngày lễ", "source": "", "confirmed": ""}
    assert chief.post(reverse("holidays"), typed).status_code == 422
