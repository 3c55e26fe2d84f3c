"""Can an administrator keep the list of scanners on its pages?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bhxh_archive.models import AdminEvent, Job, Office, User
from intake.actions.devices.scanners import propose_scanners
from intake.models import Scanner
from intake.scanning.place import Found, Place
from tests.intake.scanners import Plug
from tests.intake.views.conftest import SignIn
from tests.intake.views.test_queries import queries_of


@pytest.fixture
def admin(sign_in: SignIn) -> Client:
    return sign_in("quantri-hp")


@pytest.fixture
def office(demo: dict[str, User]) -> Office:
    return Office.objects.get(code="hai-phong")


def test_a_scanner_is_added_by_its_address_checked_and_taken_off(admin: Client, office: Office) -> None:
    empty = admin.get(reverse("scanners")).content.decode()
    assert "Chưa có máy quét nào" in empty
    wrong = admin.post(reverse("scanners"), {"office": office.pk, "name": "Máy 1", "url": "8.8.8.8"})
    assert wrong.status_code == 422 and "mạng nội bộ" in wrong.content.decode() and "8.8.8.8" in wrong.content.decode()
    made = admin.post(reverse("scanners"), {"office": office.pk, "name": "Máy 1", "url": "10.0.0.5"})
    scanner = Scanner.objects.get()
    assert made["Location"] == reverse("scanner", args=[scanner.pk])
    assert admin.post(reverse("check_scanner", args=[scanner.pk])).status_code == 302
    assert "Đang hỏi máy và quét thử" in admin.get(reverse("scanner", args=[scanner.pk])).content.decode()
    assert admin.post(reverse("remove_scanner", args=[scanner.pk])).status_code == 302
    assert admin.get(reverse("scanner", args=[scanner.pk])).status_code == 404
    told = admin.get(reverse("admin_changes")).content.decode()
    assert "Thêm máy quét" in told and "Bỏ máy quét" in told and "Máy 1" in told


def test_what_is_found_is_confirmed_under_a_name_of_ours(admin: Client, office: Office) -> None:
    assert admin.post(reverse("find_scanners"), {"find-office": office.pk}).status_code == 302
    assert Job.objects.get(name="intake.tasks.find_scanners").lane == Job.Lane.SCAN
    assert "Đang tìm" in admin.get(reverse("scanners")).content.decode()
    assert admin.post(reverse("find_scanners"), {}).status_code == 422
    propose_scanners(office=office, found=[Found("HP 4102", Place("10.0.0.7", 80, "/eSCL", "10.0.0.7"))])
    row = Scanner.objects.get()
    assert "HP 4102" in admin.get(reverse("scanners")).content.decode()
    admin.post(reverse("confirm_scanner", args=[row.pk]), {"name": "Máy phòng họp"})
    row.refresh_from_db()
    assert row.confirmed_at and row.name == "Máy phòng họp" and row.confirmed_by.username == "quantri-hp"  # type: ignore[union-attr]
    assert AdminEvent.objects.order_by("-seq")[0].verb == "confirm_scanner"


def test_a_name_that_is_taken_is_said_beside_it_and_what_was_typed_stays(admin: Client, office: Office) -> None:
    typed = {"office": office.pk, "name": "Máy 1", "url": "10.0.0.5"}
    admin.post(reverse("scanners"), typed)
    again = admin.post(reverse("scanners"), typed | {"url": "10.0.0.6"})
    assert again.status_code == 422 and "Máy 1" in str(again.context["form"].errors["name"])
    assert "url" not in again.context["form"].errors

    propose_scanners(office=office, found=[Found("HP 4102", Place("10.0.0.7", 80, "/eSCL", "10.0.0.7"))])
    row = Scanner.objects.get(confirmed_at=None)
    refused = admin.post(reverse("confirm_scanner", args=[row.pk]), {"name": "MÁY 1"})
    shown = refused.content.decode()
    assert refused.status_code == 422 and "đã có máy quét tên «Máy 1» ở http://10.0.0.5" in shown
    assert 'value="MÁY 1"' in shown and f'aria-describedby="name-{row.pk}-error"' in shown


@pytest.mark.parametrize(
    ("new", "heard", "said"),
    [(0, 0, "không máy quét nào tự báo tên"), (0, 2, "thấy 2 máy, không có máy nào mới"), (1, 2, "1 máy mới")],
)
def test_a_search_says_what_came_of_it(admin: Client, office: Office, new: int, heard: int, said: str) -> None:
    assert "Lần tìm lúc" not in admin.get(reverse("scanners")).content.decode()
    admin.post(reverse("find_scanners"), {"find-office": office.pk})
    Job.objects.update(state=Job.State.DONE, finished_at=timezone.now(), done=new, total=heard)
    assert said in admin.get(reverse("scanners")).content.decode()


def test_a_scanner_with_paper_stuck_is_not_called_ready(admin: Client, plug_in: Plug) -> None:
    scanner, _ = plug_in()
    Scanner.objects.filter(pk=scanner.pk).update(condition="idle", feeder="jam")
    shown = admin.get(reverse("scanners")).content.decode()
    assert "Cần xem khay nạp" in shown and "kẹt giấy" in shown and "Sẵn sàng" not in shown


def test_the_list_costs_the_same_for_many(admin: Client, plug_in: Plug) -> None:
    plug_in()
    few = queries_of(admin, reverse("scanners"))
    facts = Scanner.objects.values("office_id", "host", "base", "confirmed_at", "confirmed_by_id").get()
    Scanner.objects.bulk_create(
        Scanner(**facts, name=f"M{port}", port=port, address="10.0.0.1") for port in range(1, 20)
    )
    assert queries_of(admin, reverse("scanners")) == few
