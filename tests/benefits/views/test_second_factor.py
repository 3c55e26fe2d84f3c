"""Is nothing signed with a key of the server without a code of the person's own device, and is none of it ever kept?

The accounts of these tests have no certificate: once password and code are taken, the page says that (403).
"""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from bhxh_archive.models import Job, User
from bhxh_archive.second_factor.devices import code_of, device_of, step_now
from bhxh_archive.second_factor.recovery import give_codes
from intake.bulk import find
from intake.loading.demo import PASSWORD
from intake.models import BulkRun, Result
from tests.benefits.conftest import As, ShortRoad
from tests.codes import code_for, typed_by

LEADER = "giamdoc-hp"
WRONG = "Mã xác thực không đúng hoặc đã dùng. Chưa có gì được ký."
TAKEN = 403


@pytest.fixture
def road(unsigned_road: ShortRoad, signed_in: As) -> ShortRoad:
    """A dossier whose documents are ready to be signed."""
    dossier = unsigned_road.to("endorse")
    signed_in(LEADER).post(reverse("prepare_signature", args=[dossier.pk]))
    return unsigned_road


@pytest.fixture
def leader(road: ShortRoad, signed_in: As) -> Client:
    return signed_in(LEADER)


@pytest.fixture
def device(road: ShortRoad) -> TOTPDevice:
    found = device_of(road.user("giamdoc"))
    assert found
    return found


def page_of(road: ShortRoad) -> str:
    return reverse("sign", args=[road.dossier.pk])


def sent(client: Client, road: ShortRoad, otp: str = "", **more: Any) -> HttpResponse:
    return client.post(  # type: ignore[return-value]
        page_of(road), {"password": PASSWORD, "otp": otp, "version": road.fresh().version, **more}
    )


def test_a_code_is_asked_once_and_holds_for_a_short_time(
    leader: Client, road: ShortRoad, device: TOTPDevice, signed_in: As, settings: Settings
) -> None:
    asked = leader.get(page_of(road)).content.decode()
    assert 'autocomplete="one-time-code"' in asked and 'inputmode="numeric"' in asked
    assert sent(leader, road, otp=code_for(LEADER)).status_code == TAKEN
    still = leader.get(page_of(road)).content.decode()
    assert "còn hiệu lực trong phiên này đến" in still and 'name="otp"' not in still
    assert sent(leader, road).status_code == TAKEN, "the password alone, for a while"
    assert sent(leader, road, password="sai").status_code == 422
    assert sent(signed_in(LEADER), road).status_code == 422, "not in another session"

    session = leader.session
    session["second_factor"] |= {"until": timezone.now().timestamp() - 1}
    session.save()
    assert sent(leader, road).status_code == 422, "its time is over"
    settings.SIGN_CODE_MINUTES = 0
    assert sent(leader, road, otp=code_for(LEADER)).status_code == TAKEN and sent(leader, road).status_code == 422


def test_signing_out_or_another_device_ends_it(leader: Client, road: ShortRoad) -> None:
    assert sent(leader, road, otp=code_for(LEADER)).status_code == TAKEN
    TOTPDevice.objects.filter(user=road.user("giamdoc")).delete()
    TOTPDevice.objects.create(user=road.user("giamdoc"), name="own")
    assert sent(leader, road).status_code == 422
    assert sent(leader, road, otp=code_for(LEADER)).status_code == TAKEN
    leader.post(reverse("logout"))
    leader.force_login(road.user("giamdoc"))
    assert sent(leader, road).status_code == 422


def test_wrong_used_old_and_foreign_codes_sign_nothing(road: ShortRoad, device: TOTPDevice, signed_in: As) -> None:
    used = code_for(LEADER)
    assert sent(signed_in(LEADER), road, otp=used).status_code == TAKEN
    before = [code_of(device, step_now() - number) for number in (2, 3)]
    wrong = {"reused": used, "old": before[0], "older": before[1], "foreign": code_for("phogiamdoc-hp"), "text": "abc"}
    for what, code in wrong.items():
        TOTPDevice.objects.filter(pk=device.pk).update(throttling_failure_count=0, throttling_failure_timestamp=None)
        AccessAttempt.objects.all().delete()
        answer = sent(signed_in(LEADER), road, otp=code)
        page = answer.content.decode()
        assert answer.status_code == 422 and WRONG in page and f'value="{code}"' not in page, what
    assert not Result.objects.exists()


def test_a_code_beside_a_wrong_password_is_not_used_up(leader: Client, road: ShortRoad) -> None:
    code = code_for(LEADER)
    assert "Mật khẩu không đúng" in sent(leader, road, otp=code, password="sai").content.decode()
    assert sent(leader, road, otp=code).status_code == TAKEN


def test_a_recovery_code_is_taken_once_in_the_same_field(road: ShortRoad, signed_in: As) -> None:
    code = give_codes(road.user("giamdoc"))[0]
    assert sent(signed_in(LEADER), road, otp=code).status_code == TAKEN
    assert WRONG in sent(signed_in(LEADER), road, otp=code).content.decode()
    code_for(LEADER)
    assert WRONG in sent(signed_in(LEADER), road, otp=give_codes(road.user("vanthu"))[0]).content.decode()


def test_too_many_wrong_codes_lock_out_and_cost_time(leader: Client, road: ShortRoad, device: TOTPDevice) -> None:
    assert WRONG in sent(leader, road, otp="000000").content.decode()
    failures = TOTPDevice.objects.filter(pk=device.pk)
    assert failures.filter(throttling_failure_count=1).update(throttling_failure_count=9) == 1
    assert re.search(r"Chờ 2\d\d giây", sent(leader, road, otp=code_of(device, step_now())).content.decode())
    answers = []
    for number in range(5):
        failures.update(throttling_failure_timestamp=None)
        answers.append(sent(leader, road, otp=f"00001{number}").status_code)
    assert answers == [422, 422, 422, 429, 429]
    assert sent(leader, road, otp=code_for(LEADER)).status_code == 429 and not Result.objects.exists()


def test_who_has_no_device_is_led_to_set_one_up_and_back(leader: Client, road: ShortRoad) -> None:
    TOTPDevice.objects.all().delete()
    page = leader.get(page_of(road)).content.decode()
    here = page_of(road).replace("/", "%2F")
    assert f'href="/xac-thuc-hai-lop/?next={here}"' in page and 'name="password"' not in page and "disabled" in page
    answer = sent(leader, road, otp="000000")
    assert answer.status_code == 422 and "Chưa bật xác thực hai lớp" in answer.content.decode()
    assert page_of(road) in leader.get(f"/xac-thuc-hai-lop/?next={page_of(road)}").content.decode()


def test_a_token_or_remote_key_wants_no_code_here(road: ShortRoad, signed_in: As) -> None:
    User.objects.filter(username=LEADER).update(signs_on_device=True)
    assert 'name="otp"' not in signed_in(LEADER).get(page_of(road)).content.decode()
    user = User.objects.get(username=LEADER)
    asking = {slug: verb.by_server(user) for slug in ("ky", "ky-tiep", "phat-hanh") if (verb := find(slug))}
    assert asking == {"ky": False, "ky-tiep": False, "phat-hanh": True}, "the agency's key lies at the server"


def test_no_code_is_kept_anywhere(
    leader: Client, road: ShortRoad, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SIGN_IN_WORKER = True
    code = code_for(LEADER)
    with caplog.at_level(logging.DEBUG):
        sent(leader, road, otp=code, password="sai")
        assert sent(leader, road, otp=code)["Location"] == reverse("bulk_run", args=[BulkRun.objects.get().pk])
    kept = f"{caplog.messages} {list(Job.objects.values())} {list(AccessAttempt.objects.values())}"
    assert Job.objects.filter(name="intake.tasks.carry_out_bulk").exists() and AccessAttempt.objects.exists()
    assert code not in kept and code not in f"{dict(leader.session)} {list(BulkRun.objects.values())}"


def test_codes_are_shown_of_demo_devices_alone_and_never_by_other_settings(
    leader: Client, road: ShortRoad, device: TOTPDevice, settings: Settings
) -> None:
    begun = step_now()
    shown = leader.get(page_of(road)).content.decode()
    codes = {code_of(device, step) for step in (begun, step_now())}
    assert "Bản dùng thử" in shown and any(f'data-demo-code="{code[:3]} {code[3:]}"' in shown for code in codes)
    part = reverse("second_factor_demo_code")
    TOTPDevice.objects.filter(pk=device.pk).update(last_t=step_now() + 1)
    assert "có mã mới sau" in leader.get(part).content.decode()
    settings.SHOW_DEMO_CODES = False
    assert "Bản dùng thử" not in leader.get(page_of(road)).content.decode() and leader.get(part).content.strip() == b""
    settings.SHOW_DEMO_CODES = True
    TOTPDevice.objects.filter(pk=device.pk).update(name="own")
    assert "Bản dùng thử" not in leader.get(page_of(road)).content.decode()


def test_one_code_is_enough_for_a_whole_order(leader: Client, road: ShortRoad) -> None:
    run = BulkRun.objects.create(verb="ky", by=road.user("giamdoc"), state=BulkRun.State.READY)
    run.lines.create(ordinal=1, dossier=road.dossier, outcome="possible")
    address = reverse("bulk_run", args=[run.pk])
    assert 'name="otp"' in leader.get(address).content.decode()
    refused = leader.post(f"{address}lam/", {"password": PASSWORD, "otp": "000000"})
    run.refresh_from_db()
    assert refused.status_code == 422 and WRONG in refused.content.decode() and run.state == "ready"
    assert leader.post(f"{address}lam/", typed_by(LEADER))["Location"] == address
    TOTPDevice.objects.all().delete()
    run.state = BulkRun.State.READY
    run.save()
    assert f"next={address.replace('/', '%2F')}" in leader.post(f"{address}lam/").content.decode()
