"""Does an administrator take away a second factor that was lost, within reach, with a reason, never their own?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.models import AdminEvent, User
from bhxh_archive.second_factor.devices import device_of
from bhxh_archive.second_factor.recovery import give_codes
from bhxh_archive.second_factor.setting_up import reset

LOST = "Mất điện thoại, đã gặp trực tiếp"


def test_a_lost_device_is_reset_with_a_reason(demo: dict[str, User], client: Client) -> None:
    leader = demo["giamdoc-hp"]
    give_codes(leader)
    client.force_login(demo["quantri-hp"])
    page = reverse("reset_second_factor", args=[leader.pk])
    assert page in client.get(reverse("user", args=[leader.pk])).content.decode()
    assert "hết dùng được ngay" in client.get(page).content.decode()
    assert client.post(page, {"reason": " "}).status_code == 422 and device_of(leader)

    assert client.post(page, {"reason": LOST})["Location"] == reverse("user", args=[leader.pk])
    assert device_of(leader) is None and not leader.recovery_codes.exists()
    told = AdminEvent.objects.get()
    assert (told.verb, told.after, told.by) == ("reset_second_factor", {"reason": LOST}, demo["quantri-hp"])
    assert LOST in client.get(reverse("admin_changes")).content.decode()
    assert "chưa bật" in client.get(reverse("user", args=[leader.pk])).content.decode()


def test_only_an_administrator_of_the_person_resets(demo: dict[str, User]) -> None:
    for who, whom in (("giamdoc-hp", "vanthu-hp"), ("quantri-hp", "giamdoc-na"), ("giamdoc-hp", "giamdoc-hp")):
        with pytest.raises(NotAllowed):
            reset(user=demo[whom], reason=LOST, by=demo[who])
    with pytest.raises(NotNow):
        reset(user=demo["tiepnhan-hp"], reason=LOST, by=demo["quantri"])


def test_nobody_resets_their_own(demo: dict[str, User], client: Client) -> None:
    chief = demo["quantri"]
    TOTPDevice.objects.create(user=chief, name="own")
    with pytest.raises(NotValid):
        reset(user=chief, reason=LOST, by=chief)
    client.force_login(chief)
    answer = client.post(reverse("reset_second_factor", args=[chief.pk]), {"reason": LOST})
    assert answer.status_code == 422 and "chính mình" in answer.content.decode() and device_of(chief)
