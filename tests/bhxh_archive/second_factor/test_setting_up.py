"""Does a person set up a second factor that only they can, renew it, and get along without the device?"""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from bhxh_archive.models import AdminEvent, RecoveryCode, User
from bhxh_archive.second_factor.devices import DEMO, OWN, code_of, step_now
from intake.loading.demo import PASSWORD, load_demo
from tests.codes import code_for, typed_by

HOME, BEGIN, FIRST = "/xac-thuc-hai-lop/", "/xac-thuc-hai-lop/bat/", "/xac-thuc-hai-lop/ma-dau-tien/"
CODES, REMOVE = "/xac-thuc-hai-lop/ma-du-phong/", "/xac-thuc-hai-lop/tat/"
SIGNING = "/ho-so/7/ky/"


@pytest.fixture
def clerk(demo: dict[str, User], client: Client) -> User:
    """At reception nobody signs: no device yet."""
    client.force_login(demo["tiepnhan-hp"])
    return demo["tiepnhan-hp"]


@pytest.fixture
def leader(demo: dict[str, User], client: Client) -> User:
    client.force_login(demo["giamdoc-hp"])
    return demo["giamdoc-hp"]


def begun(client: Client, **typed: Any) -> TOTPDevice:
    answer = client.post(f"{BEGIN}?next={SIGNING}", {"password": PASSWORD, **typed})
    assert answer.status_code == 302 and answer["Location"] == f"{FIRST}?next=%2Fho-so%2F7%2Fky%2F"
    return TOTPDevice.objects.get(confirmed=False)


def first_code(client: Client, device: TOTPDevice) -> list[str]:
    """Send it; returns the recovery codes of the answer."""
    answer = client.post(f"{FIRST}?next={SIGNING}", {"otp": code_of(device, step_now())})
    page = answer.content.decode()
    assert answer.status_code == 200 and f'href="{SIGNING}"' in page and "no-store" in answer["Cache-Control"]
    return re.findall(r"\d{4} \d{4} \d{4} \d{4} \d{4}", page)


def written() -> list[str]:
    return list(AdminEvent.objects.order_by("seq").values_list("verb", flat=True))


def test_a_device_is_in_force_with_its_first_code(clerk: User, client: Client) -> None:
    assert "Chưa bật" in client.get(HOME).content.decode()
    device = begun(client)
    shown = html.unescape(client.get(FIRST).content.decode())
    assert "<svg" in shown and re.search(r"([A-Z2-7]{4} ){7}[A-Z2-7]{4}", shown)

    assert client.post(FIRST, {"otp": "12"}).status_code == 422
    codes = first_code(client, device)

    device.refresh_from_db()
    assert (device.confirmed, device.name, len(set(codes))) == (True, OWN, 10)
    assert written() == ["set_up_second_factor"]
    kept = RecoveryCode.objects.values_list("digest", flat=True)
    assert not any(code.replace(" ", "") in digest for code in codes for digest in kept)
    assert "Đang bật" in client.get(HOME).content.decode()
    assert client.get(FIRST).status_code == 302, "the secret is shown before the first code only"


def test_the_secret_is_shown_to_who_gave_the_password_in_this_session(clerk: User, client: Client) -> None:
    assert client.post(BEGIN, {"password": "sai"}).status_code == 422 and not TOTPDevice.objects.filter(user=clerk)
    begun(client)
    elsewhere = Client()
    elsewhere.force_login(clerk)
    assert elsewhere.get(FIRST)["Location"] == BEGIN
    assert elsewhere.post(FIRST, {"otp": "000000"}).status_code == 302


def test_a_new_device_wants_a_code_of_the_old_one(leader: User, client: Client) -> None:
    for wrong in ("", "000000", code_for("vanthu-hp")):
        assert client.post(BEGIN, {"password": PASSWORD, "otp": wrong}).status_code == 422
    first_code(client, begun(client, otp=code_for("giamdoc-hp")))
    assert TOTPDevice.objects.get(user=leader).name == OWN and written() == ["renew_second_factor"]


def test_a_recovery_code_stands_in_for_the_device_once(clerk: User, client: Client) -> None:
    lost, *others = first_code(client, begun(client))
    device = begun(client, otp=lost)
    assert "codes_left" in AdminEvent.objects.latest("seq").after

    assert client.post(BEGIN, {"password": PASSWORD, "otp": lost}).status_code == 422
    first_code(client, device)
    assert client.post(BEGIN, {"password": PASSWORD, "otp": others[0]}).status_code == 422, "new codes void the old"


def test_recovery_codes_are_made_anew_and_the_factor_removed(leader: User, client: Client) -> None:
    assert client.post(CODES, {"password": PASSWORD}).status_code == 422
    assert "Chưa tạo mã dự phòng." in client.get(HOME).content.decode()
    assert client.post(CODES, typed_by("giamdoc-hp")).status_code == 200 and leader.recovery_codes.count() == 10
    assert "Chưa tạo" not in client.get(HOME).content.decode()

    assert client.post(REMOVE, {"password": "sai", "otp": code_for("giamdoc-hp")}).status_code == 422
    client.post(REMOVE, typed_by("giamdoc-hp"))
    assert not TOTPDevice.objects.filter(user=leader) and not leader.recovery_codes.exists()
    assert written() == ["renew_recovery_codes", "remove_second_factor"]
    assert client.post(REMOVE, {"password": PASSWORD}).status_code == 409


def test_nobody_is_led_out_of_the_house(clerk: User, client: Client) -> None:
    assert "example.vn" not in client.get(f"{HOME}?next=https://example.vn/").content.decode()


def test_demo_accounts_that_sign_have_devices_with_secrets_of_their_own(demo: dict[str, User]) -> None:
    secrets = dict(TOTPDevice.objects.filter(name=DEMO).values_list("user__username", "key"))
    assert len(set(secrets.values())) == len(secrets) == 9 and "giamdoc-hp" in secrets
    load_demo()
    assert dict(TOTPDevice.objects.values_list("user__username", "key")) == secrets
