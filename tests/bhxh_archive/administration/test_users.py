"""Can an administrator make, change, lock and unlock users, with every secret shown once and every change on record?"""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from bhxh_archive.models import AdminEvent, User
from intake.loading.demo import PASSWORD
from tests.bhxh_archive.administration.conftest import Sit, newest_change

pytestmark = pytest.mark.django_db
GIVEN = re.compile(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}")
NEW = {"username": "moi-hp", "full_name": "  Nguyễn   Thị Mới "}
FINGERPRINT = "ab" * 32


def page(user: User, name: str = "user") -> str:
    return reverse(name, args=[user.pk])


def shown_password(answer: object) -> str:
    found = GIVEN.search(answer.content.decode())  # type: ignore[attr-defined]
    assert found
    return found[0]


def signs_in(username: str, password: str) -> bool:
    answer = Client().post(reverse("login"), {"username": username, "password": password})
    return answer.status_code == 302


def test_a_new_user_gets_a_password_that_is_shown_once_and_works(chief: Client) -> None:
    answer = chief.post(reverse("new_user"), NEW)
    made = User.objects.get(username="moi-hp")
    password = shown_password(answer)

    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert made.full_name == "Nguyễn Thị Mới" and signs_in("moi-hp", password)
    assert password not in chief.get(page(made)).content.decode()
    assert newest_change()[0] == "create_user" and password not in str(AdminEvent.objects.values())


def test_who_has_no_function_sees_neither_dossiers_nor_administration(db: None) -> None:
    User.objects.create(username="moi-hp", full_name="Nguyễn Thị Mới")
    client = Client()
    client.force_login(User.objects.get(username="moi-hp"))
    assert client.get(reverse("home")).status_code == 200
    assert client.get(reverse("register")).status_code == client.get(reverse("users")).status_code == 403


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"username": "quantri"}, "Tên đăng nhập này đã có"),
        ({"username": "QUANTRI"}, "chữ thường không dấu"),
        ({"username": "hường"}, "chữ thường không dấu"),
        ({"username": ""}, "bắt buộc"),
    ],
)
def test_a_refused_user_keeps_what_was_typed(change: dict[str, str], sentence: str, chief: Client) -> None:
    answer = chief.post(reverse("new_user"), {**NEW, **change})
    text = answer.content.decode()
    assert answer.status_code == 422 and sentence in text
    assert "Nguyễn   Thị Mới" in text and f'value="{change["username"]}"' in text or not change["username"]
    assert not User.objects.filter(username="moi-hp").exists()


def test_a_name_and_a_certificate_are_changed_with_old_and_new_on_record(chief: Client, demo: dict[str, User]) -> None:
    printed = " " + ":".join(FINGERPRINT[at : at + 2] for at in range(0, 64, 2)).upper()  # as viewers print it
    facts = {"full_name": "Nguyễn Thị Khuê", "certificate": printed, "is_active": "on"}
    assert chief.post(page(demo["giamdoc-hp"]), facts).status_code == 302

    changed = User.objects.get(username="giamdoc-hp")
    assert (changed.full_name, changed.certificate) == ("Nguyễn Thị Khuê", FINGERPRINT)
    verb, old, new = newest_change()
    assert (verb, new) == ("change_user", {"full_name": "Nguyễn Thị Khuê", "certificate": FINGERPRINT})
    assert old == {"full_name": "Nguyễn Thị Ngọc Khuê", "certificate": ""}


def test_one_certificate_is_of_one_person_whose_name_only_the_own_administrator_reads(
    local: Client, demo: dict[str, User]
) -> None:
    facts = {"full_name": "Nguyễn Thị Khuê", "certificate": FINGERPRINT, "is_active": "on"}
    for username, whose in (("phogiamdoc-hp", str(demo["phogiamdoc-hp"])), ("giamdoc-na", "ngoài phạm vi")):
        User.objects.filter(certificate=FINGERPRINT).update(certificate="")
        User.objects.filter(username=username).update(certificate=FINGERPRINT)
        refused = local.post(page(demo["giamdoc-hp"]), facts)
        assert refused.status_code == 422 and whose in refused.context["form"].errors["certificate"][0]
        assert (demo[username].full_name in refused.content.decode()) is (username == "phogiamdoc-hp")
    User.objects.filter(username="giamdoc-na").update(is_active=False)
    assert local.post(page(demo["giamdoc-hp"]), facts).status_code == 302


def test_a_bad_fingerprint_is_refused_and_kept_on_the_form(chief: Client, demo: dict[str, User]) -> None:
    answer = chief.post(page(demo["giamdoc-hp"]), {"full_name": "Khác", "certificate": "AB:CD", "is_active": "on"})
    assert answer.status_code == 422 and 'value="AB:CD"' in answer.content.decode()
    assert User.objects.get(username="giamdoc-hp").full_name == "Nguyễn Thị Ngọc Khuê"


def test_a_locked_account_loses_its_session_and_its_rights(chief: Client, sit: Sit, demo: dict[str, User]) -> None:
    clerk = sit("tiepnhan-hp")
    assert clerk.get(reverse("register")).status_code == 200
    chief.post(page(demo["tiepnhan-hp"]), {"full_name": "Phạm Thu Trang"})  # the box is not ticked
    assert clerk.get(reverse("register"))["Location"].startswith(reverse("login"))
    assert not User.objects.get(username="tiepnhan-hp").is_active


def test_nobody_locks_themself_out(chief: Client, demo: dict[str, User]) -> None:
    answer = chief.post(page(demo["quantri"]), {"full_name": "Trần Quang Minh"})
    assert answer.status_code == 422 and answer.context["form"].errors["is_active"] == [
        "Bạn không thể tự khóa tài khoản của mình. Hãy nhờ người quản trị khác."
    ]
    assert User.objects.get(username="quantri").is_active


def test_an_account_locked_by_wrong_passwords_is_seen_and_unlocked(chief: Client, demo: dict[str, User]) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        assert not signs_in("tiepnhan-hp", "sai-mật-khẩu")
    assert not signs_in("tiepnhan-hp", PASSWORD)
    shown = chief.get(page(demo["tiepnhan-hp"])).content.decode()
    assert "tạm khóa" in shown and page(demo["tiepnhan-hp"], "unlock_user") in shown
    assert "Tạm khóa" in chief.get(reverse("users")).content.decode()
    assert page(demo["vanthu-hp"], "unlock_user") not in chief.get(page(demo["vanthu-hp"])).content.decode()

    assert chief.post(page(demo["tiepnhan-hp"], "unlock_user")).status_code == 302
    assert signs_in("tiepnhan-hp", PASSWORD)


def test_people_are_found_without_diacritics_and_the_name_stands_in_no_address(chief: Client) -> None:
    answer = chief.post(reverse("users"), {"find": "ngoc khue"})
    text = answer.content.decode()
    assert (answer.status_code, answer.request["QUERY_STRING"]) == (200, "")
    assert "Nguyễn Thị Ngọc Khuê" in text and "Đậu Thị Quỳnh Như" not in text


def test_somebody_who_is_not_there_is_a_404(chief: Client) -> None:
    assert chief.get(reverse("user", args=[99_999])).status_code == 404
    assert chief.post(reverse("reset_password", args=[99_999])).status_code == 404


def test_the_list_names_persons_functions_and_offices(chief: Client, demo: dict[str, User]) -> None:
    user, office = demo["vanthu-hp"], demo["vanthu-hp"].office
    assert office
    words = {"office": office.pk, "role": "officer", "valid_from": "01/12/2026", "valid_to": "", "title": "",
             "authority": ""}  # fmt: skip
    chief.post(reverse("open_function", args=[user.pk]), words)
    row = chief.get(reverse("admin_changes")).context["rows"][0]

    assert row[1] == f"Ngô Bảo Châu Anh (vanthu-hp): Chuyên viên chế độ BHXH, {office.name}"
    assert f"Đơn vị: {office.name}" in row[3] and "Chức năng: Chuyên viên chế độ BHXH" in row[3]
    assert "Từ ngày: 01/12/2026" in row[3] and "Chức danh" not in row[3]


def test_every_change_stands_in_the_list_and_none_can_be_taken_out(chief: Client, demo: dict[str, User]) -> None:
    chief.post(reverse("new_user"), NEW)
    text = chief.get(reverse("admin_changes")).content.decode()
    assert "Thêm người dùng" in text and "Trần Quang Minh" in text and "Tên đăng nhập: moi-hp" in text


def test_what_a_reset_ends_is_said_before_it_happens(chief: Client, demo: dict[str, User]) -> None:
    asked = chief.get(page(demo["tiepnhan-hp"], "reset_password"))
    assert asked.status_code == 200 and not GIVEN.search(asked.content.decode())
    assert signs_in("tiepnhan-hp", PASSWORD)


def test_who_signs_without_a_certificate_is_pointed_out(chief: Client, demo: dict[str, User]) -> None:
    said = "chưa có vân tay chứng thư số"
    User.objects.filter(pk=demo["giamdoc-hp"].pk).update(certificate="")
    assert said in chief.get(page(demo["giamdoc-hp"])).content.decode()
    assert said not in chief.get(page(demo["tiepnhan-hp"])).content.decode()
