"""Does the administrator of one office stay out of the others, and the one at the Archive Center reach them all?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from bhxh_archive.administration import functions, rules
from bhxh_archive.administration.reach import manages, reach_of
from bhxh_archive.errors import NotAllowed
from bhxh_archive.models import Assignment, Holiday, Office, User
from bhxh_archive.roles import Role
from tests.bhxh_archive.administration.conftest import Sit
from tests.bhxh_archive.administration.test_functions import days, give, held, typed, vn

pytestmark = pytest.mark.django_db


def also(user: User, office: str, role: Role) -> None:
    Assignment.objects.create(user=user, office=Office.objects.get(code=office), role=role, valid_from=days(0))


def test_reach_goes_down_the_tree_of_offices_not_up_and_not_across(demo: dict[str, User]) -> None:
    covered = {code: reach_of(demo["quantri-hp"]).covers(Office.objects.get(code=code).pk)
               for code in ("hai-phong", "hong-bang", "nghe-an", "ttlt")}  # fmt: skip
    assert covered == {"hai-phong": True, "hong-bang": True, "nghe-an": False, "ttlt": False}
    assert not reach_of(demo["quantri-hp"]).covers(None) and reach_of(demo["quantri"]).covers(None)


def test_who_does_not_administer_reaches_nothing(demo: dict[str, User]) -> None:
    with pytest.raises(NotAllowed):
        reach_of(demo["giamdoc-hp"])


@pytest.mark.parametrize("office", ["nghe-an", "ttlt"])
def test_no_function_is_given_in_an_office_beyond_reach(
    office: str, local: Client, chief: Client, demo: dict[str, User]
) -> None:
    role = Role.CENTRE if office == "ttlt" else Role.CLERK
    assert give(local, demo["tiepnhan-hp"], office, role) == 422  # the office is not among the choices
    with pytest.raises(NotAllowed):
        functions.open_function(
            user=demo["tiepnhan-hp"], office=Office.objects.get(code=office), role=role, title="", authority="",
            valid_from=days(0), valid_to=None, by=demo["quantri-hp"],
        )  # fmt: skip
    assert not held(demo["tiepnhan-hp"], office, role)
    assert give(chief, demo["tiepnhan-hp"], office, role) == 302


def test_people_of_other_offices_are_not_there(local: Client, demo: dict[str, User]) -> None:
    stranger = demo["giamdoc-na"]
    row = held(stranger, "nghe-an", Role.LEADER)
    assert row
    assert "Đậu Thị Quỳnh Như" not in local.get(reverse("users")).content.decode()
    assert local.get(reverse("user", args=[stranger.pk])).status_code == 404
    assert local.post(reverse("reset_password", args=[stranger.pk])).status_code == 404
    assert local.post(reverse("unlock_user", args=[stranger.pk])).status_code == 404
    assert local.post(reverse("open_function", args=[stranger.pk]), typed("hai-phong", Role.CLERK)).status_code == 404
    assert local.post(reverse("close_function", args=[row.pk]), {"valid_to": vn(days(0))}).status_code == 404


def test_who_also_works_elsewhere_keeps_the_password(local: Client, demo: dict[str, User]) -> None:
    """A new password would open the other office too; the functions here stay the local administrator's business."""
    shared = demo["tiepnhan-hp"]
    also(shared, "nghe-an", Role.LEADER)
    elsewhere = held(shared, "nghe-an", Role.LEADER)
    assert elsewhere and not manages(demo["quantri-hp"], shared)

    page = local.get(reverse("user", args=[shared.pk])).content.decode()
    assert reverse("reset_password", args=[shared.pk]) not in page and "đơn vị khác" in page
    assert local.post(reverse("reset_password", args=[shared.pk])).status_code == 403
    assert local.post(reverse("user", args=[shared.pk]), {"full_name": "Khác"}).status_code == 403
    assert local.post(reverse("close_function", args=[elsewhere.pk]), {"valid_to": vn(days(0))}).status_code == 403
    assert give(local, shared, "hai-phong", Role.CLERK) == 302


def test_an_account_without_function_is_taken_up_by_whoever_needs_it(local: Client, chief: Client) -> None:
    chief.post(reverse("new_user"), {"username": "moi", "full_name": "Người Mới"})
    assert give(local, User.objects.get(username="moi"), "hai-phong", Role.CLERK) == 302


def test_what_holds_for_every_office_is_kept_at_the_archive_center(
    local: Client, chief: Client, demo: dict[str, User]
) -> None:
    day = Holiday.objects.order_by("day")[0]
    calendar = local.get(reverse("holidays_of", args=[day.day.year]))
    assert calendar.status_code == 200 and reverse("holiday", args=[day.pk]) not in calendar.content.decode()
    assert local.post(reverse("holidays"), {"day": "02/03/2027"}).status_code == 403
    assert local.get(reverse("holiday", args=[day.pk])).status_code == 403
    with pytest.raises(NotAllowed):
        rules.change_holiday(holiday=day, kind=day.kind, name="Khác", source="", confirmed=False, by=demo["quantri-hp"])
    assert chief.get(reverse("holiday", args=[day.pk])).status_code == 200


def test_the_list_of_changes_shows_those_of_the_own_administrators(local: Client, chief: Client, sit: Sit) -> None:
    chief.post(reverse("new_user"), {"username": "cua-trung-tam", "full_name": "Người Trung Tâm"})
    local.post(reverse("new_user"), {"username": "cua-hai-phong", "full_name": "Người Hải Phòng"})
    theirs, all_of_them = (client.get(reverse("admin_changes")).content.decode() for client in (local, chief))
    assert "cua-hai-phong" in theirs and "cua-trung-tam" not in theirs
    assert "cua-hai-phong" in all_of_them and "cua-trung-tam" in all_of_them
