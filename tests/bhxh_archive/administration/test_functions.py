"""Does a function begin, run and end as given, and does no administrator give what is not theirs to give?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bhxh_archive.models import Assignment, Office, User
from bhxh_archive.roles import Role
from intake.loading.demo import load_demo
from tests.bhxh_archive.administration.conftest import Sit, newest_change

pytestmark = pytest.mark.django_db


def days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def vn(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def typed(office: str, role: Role, **changes: Any) -> dict[str, Any]:
    facts = {"office": str(Office.objects.get(code=office).pk), "role": role.value, "title": "Phó trưởng phòng",
             "authority": "", "valid_from": vn(days(0)), "valid_to": ""}  # fmt: skip
    return facts | changes


def give(client: Client, user: User, office: str, role: Role, **changes: Any) -> int:
    return client.post(reverse("open_function", args=[user.pk]), typed(office, role, **changes)).status_code


def held(user: User, office: str, role: Role) -> Assignment | None:
    return Assignment.objects.in_force().filter(user=user, office__code=office, role=role).first()


def test_a_function_gives_its_rights_at_once(local: Client, sit: Sit, demo: dict[str, User]) -> None:
    officer = demo["chuyenvien-hp"]
    assert sit("chuyenvien-hp").get(reverse("register")).status_code == 403
    assert give(local, officer, "hong-bang", Role.RECEPTION) == 302
    assert sit("chuyenvien-hp").get(reverse("register")).status_code == 200
    verb, _, new = newest_change()
    assert (verb, new["role"], new["title"]) == ("open_function", "reception", "Phó trưởng phòng")


def test_a_function_of_tomorrow_gives_nothing_today(local: Client, sit: Sit, demo: dict[str, User]) -> None:
    assert give(local, demo["chuyenvien-hp"], "hong-bang", Role.RECEPTION, valid_from=vn(days(1))) == 302
    assert sit("chuyenvien-hp").get(reverse("register")).status_code == 403


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"valid_from": "31/02/2026"}, "Lịch không có ngày này"),
        ({"valid_to": "01/01/2020"}, "Ngày kết thúc phải từ ngày bắt đầu trở đi"),
        ({"role": ""}, "bắt buộc"),
        ({"role": "centre"}, "chỉ giao tại Trung tâm Lưu trữ"),
        ({"role": "reception"}, "đã giữ chức năng đó"),
    ],
)
def test_a_refused_function_keeps_what_was_typed(
    changes: dict[str, str], sentence: str, local: Client, demo: dict[str, User]
) -> None:
    address = reverse("open_function", args=[demo["tiepnhan-hp"].pk])
    before = Assignment.objects.count()
    answer = local.post(address, typed("hai-phong", Role.CLERK) | changes)
    text = answer.content.decode()
    assert answer.status_code == 422 and sentence in text and 'value="Phó trưởng phòng"' in text
    assert Assignment.objects.count() == before


def test_a_leader_signs_under_a_title(local: Client, demo: dict[str, User]) -> None:
    address = reverse("open_function", args=[demo["tiepnhan-hp"].pk])
    answer = local.post(address, typed("hai-phong", Role.LEADER, title=""))
    assert answer.status_code == 422 and "Ghi chức danh khi ký" in answer.content.decode()
    assert held(demo["tiepnhan-hp"], "hai-phong", Role.LEADER) is None


def test_a_function_ends_and_is_never_deleted(local: Client, sit: Sit, demo: dict[str, User]) -> None:
    row = held(demo["tiepnhan-hp"], "hai-phong", Role.RECEPTION)
    assert row
    close = reverse("close_function", args=[row.pk])
    assert local.post(close, {"valid_to": vn(days(0))}).status_code == 302
    assert sit("tiepnhan-hp").get(reverse("register")).status_code == 200  # the last day is a day of work
    Assignment.objects.filter(pk=row.pk).update(valid_to=days(-1))
    assert sit("tiepnhan-hp").get(reverse("register")).status_code == 403
    assert local.post(close, {"valid_to": vn(days(5))}).status_code == 422
    assert Assignment.objects.filter(pk=row.pk).exists()


def test_a_function_is_not_ended_in_hindsight(local: Client, demo: dict[str, User]) -> None:
    row = held(demo["tiepnhan-hp"], "hai-phong", Role.RECEPTION)
    assert row
    answer = local.post(reverse("close_function", args=[row.pk]), {"valid_to": vn(days(-1))})
    assert answer.status_code == 422 and f'value="{vn(days(-1))}"' in answer.content.decode()
    assert held(demo["tiepnhan-hp"], "hai-phong", Role.RECEPTION) == row


def test_the_same_function_is_given_again_after_it_ended(local: Client, demo: dict[str, User]) -> None:
    row = held(demo["tiepnhan-hp"], "hai-phong", Role.RECEPTION)
    assert row
    local.post(reverse("close_function", args=[row.pk]), {"valid_to": vn(days(0))})
    assert give(local, demo["tiepnhan-hp"], "hai-phong", Role.RECEPTION, valid_from=vn(days(1))) == 302


def test_nobody_gives_themself_a_function_or_ends_the_own_one(chief: Client, demo: dict[str, User]) -> None:
    assert give(chief, demo["quantri"], "hai-phong", Role.LEADER) == 403
    row = held(demo["quantri"], "ttlt", Role.ADMIN)
    assert row
    assert chief.post(reverse("close_function", args=[row.pk]), {"valid_to": vn(days(0))}).status_code == 422
    assert chief.post(reverse("close_function", args=[row.pk]), {"revoke": "1"}).status_code == 422
    assert held(demo["quantri"], "ttlt", Role.ADMIN) == row


def test_a_function_given_by_mistake_is_taken_away_at_once(local: Client, sit: Sit, demo: dict[str, User]) -> None:
    officer = demo["chuyenvien-hp"]
    give(local, officer, "hong-bang", Role.RECEPTION)
    row = held(officer, "hong-bang", Role.RECEPTION)
    assert row
    assert local.post(reverse("close_function", args=[row.pk]), {"revoke": "1"}).status_code == 302
    assert sit("chuyenvien-hp").get(reverse("register")).status_code == 403
    assert newest_change()[0] == "revoke_function"
    assert "đã thu hồi" in local.get(reverse("user", args=[officer.pk])).content.decode()
    told = local.get(reverse("admin_changes")).content.decode()
    assert "Tiếp nhận và trả kết quả, Bảo hiểm xã hội cơ sở Hồng Bàng" in told

    assert give(local, officer, "hong-bang", Role.RECEPTION, title="Chuyên viên") == 302  # the same first day once more
    assert sit("chuyenvien-hp").get(reverse("register")).status_code == 200
    row.refresh_from_db()
    assert row.never_held and row.title == "Phó trưởng phòng", "what was taken back stands as it was"
    load_demo()  # finds every function that it gave, and adds none
    assert officer.assignments.filter(office__code="hong-bang").count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(user=officer, office=row.office, role=row.role, valid_from=row.valid_from)


def test_a_function_that_has_not_begun_is_never_in_force_when_taken_back(local: Client, demo: dict[str, User]) -> None:
    give(local, demo["chuyenvien-hp"], "hong-bang", Role.RECEPTION, valid_from=vn(days(9)))
    row = Assignment.objects.get(user=demo["chuyenvien-hp"], office__code="hong-bang")
    close = reverse("close_function", args=[row.pk])
    assert f'value="{vn(days(9))}"' in local.get(close).content.decode()  # a day that will be taken

    assert local.post(close, {"revoke": "1"}).status_code == 302
    row.refresh_from_db()
    assert row.never_held and local.post(close, {"revoke": "1"}).status_code == 422
    assert not Assignment.objects.not_over().filter(pk=row.pk).exists()  # the list of people does not name it
    assert give(local, demo["chuyenvien-hp"], "hong-bang", Role.RECEPTION) == 302  # and it stands in nobody's way


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"mandate": ""}, "phải ghi số, ngày văn bản ủy quyền"),
        ({"mandate_kinds": []}, "phải ghi loại văn bản được ủy quyền ký"),
        ({"valid_to": ""}, "phải ghi ngày hết ủy quyền"),
        ({"authority": "KT."}, "chỉ ghi khi thẩm quyền ký là TUQ."),
    ],
)
def test_who_signs_by_mandate_has_a_document_its_kinds_and_its_term(
    changes: dict[str, Any], sentence: str, local: Client, demo: dict[str, User]
) -> None:
    user = demo["tiepnhan-hp"]
    mandate = {"authority": "TUQ.", "mandate": "Giấy ủy quyền số 12/UQ-BHXH", "mandate_kinds": "07A-HSB",
               "valid_to": vn(days(30))}  # fmt: skip
    address = reverse("open_function", args=[user.pk])
    answer = local.post(address, typed("hai-phong", Role.LEADER, **mandate | changes))
    text = answer.content.decode()
    assert answer.status_code == 422 and sentence in text
    assert give(local, user, "hai-phong", Role.LEADER, **mandate) == 302
    row = held(user, "hai-phong", Role.LEADER)
    assert row and (row.mandate, row.mandate_kinds) == ("Giấy ủy quyền số 12/UQ-BHXH", ["07A-HSB"])
    assert "Giấy ủy quyền số 12/UQ-BHXH: 07A-HSB" in local.get(reverse("user", args=[user.pk])).content.decode()
