"""Does a person work with a password that only they know, and with none that was used or is easily guessed?"""

from __future__ import annotations

import json
import re

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from bhxh_archive.administration.passwords import REMEMBERED, change_password, one_time_password, reset_password
from bhxh_archive.errors import NotAllowed, NotValid
from bhxh_archive.models import AdminEvent, FormerPassword, User
from intake.loading.demo import PASSWORD
from tests.browser import assert_accessible

OWN = "Mưa-phùn-tháng-ba"
CHANGE = "/mat-khau/"


def typed(old: str, new: str, again: str = "") -> dict[str, str]:
    return {"old_password": old, "new_password1": new, "new_password2": again or new}


def signed_in(username: str, password: str) -> Client:
    client = Client()
    answer = client.post(reverse("login"), {"username": username, "password": password})
    assert answer.status_code == 302, answer.content.decode()
    return client


@pytest.fixture
def clerk(demo: dict[str, User]) -> User:
    return demo["tiepnhan-hp"]


# --- choosing one's own ---


def test_a_person_changes_the_password_and_stays_signed_in(clerk: User) -> None:
    here, elsewhere = signed_in("tiepnhan-hp", PASSWORD), signed_in("tiepnhan-hp", PASSWORD)
    assert 'href="/mat-khau/"' in here.get("/").content.decode()

    done = here.post(CHANGE, typed(PASSWORD, OWN), follow=True)

    assert done.redirect_chain == [("/", 302)] and "Đã đổi mật khẩu" in done.content.decode()
    assert elsewhere.get("/").status_code == 302
    assert signed_in("tiepnhan-hp", OWN)


def test_the_current_password_is_asked_for(clerk: User) -> None:
    answer = signed_in("tiepnhan-hp", PASSWORD).post(CHANGE, typed("sai-mật-khẩu", OWN))

    assert answer.status_code == 422 and "Mật khẩu hiện tại không đúng" in answer.content.decode()
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)


def test_guessing_the_current_password_locks_out(clerk: User) -> None:
    client = signed_in("tiepnhan-hp", PASSWORD)
    answers = [client.post(CHANGE, typed(f"đoán-{number}", OWN)).status_code for number in range(6)]

    assert answers[0] == 422 and answers[-1] == 429
    assert client.post(CHANGE, typed(PASSWORD, OWN)).status_code == 429


def test_what_was_sent_beside_a_wrong_password_is_not_kept(clerk: User) -> None:
    sent = typed("sai-mật-khẩu", OWN) | {"otp": "654321", "kept": "full_name=Phạm"}
    signed_in("tiepnhan-hp", PASSWORD).post(CHANGE, sent)

    kept = AccessAttempt.objects.get().post_data
    assert "new_password1=*" in kept and not any(secret in kept for secret in sent.values())


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("ngắn-1", "quá ngắn. Hãy dùng ít nhất 10 ký tự"),
        ("1234509876543", "chỉ gồm chữ số"),
        ("password123", "nhiều người dùng"),
        ("tiepnhan-hp1", "quá giống"),
        ("tiepnhan-hptiepnhan-hp", "quá giống"),
        ("Phạm Thu Trang", "quá giống"),
        (PASSWORD, "đang dùng hoặc là một trong 3 mật khẩu gần đây"),
    ],
)
def test_weak_and_used_passwords_are_refused_in_words(clerk: User, new: str, said: str) -> None:
    answer = signed_in("tiepnhan-hp", PASSWORD).post(CHANGE, typed(PASSWORD, new))
    page = answer.content.decode()

    assert answer.status_code == 422 and said in page
    assert answer.context["form"].errors.keys() == {"new_password1"}
    assert f'value="{new}"' not in page


def test_two_different_entries_change_nothing(clerk: User) -> None:
    answer = signed_in("tiepnhan-hp", PASSWORD).post(CHANGE, typed(PASSWORD, OWN, "khác-hẳn-rồi"))

    assert answer.status_code == 422 and "không giống nhau" in answer.content.decode()


def test_a_former_password_is_not_taken_again_until_others_came_between(clerk: User) -> None:
    for number in range(REMEMBERED):
        change_password(new=f"{OWN}-{number}", by=clerk)
    with pytest.raises(NotValid, match="gần đây"):
        change_password(new=PASSWORD, by=clerk)

    change_password(new=f"{OWN}-{REMEMBERED}", by=clerk)
    assert FormerPassword.objects.filter(user=clerk).count() == REMEMBERED
    assert change_password(new=PASSWORD, by=clerk).check_password(PASSWORD)


def test_every_reason_is_said_at_once(clerk: User) -> None:
    with pytest.raises(NotValid) as refused:
        change_password(new="123456", by=clerk)

    assert len(refused.value.problems) == 3


# --- given by an administrator ---


def given(demo: dict[str, User]) -> str:
    """What the administrator's page shows after the reset."""
    administrator = signed_in("quantri", PASSWORD)
    page = administrator.post(reverse("reset_password", args=[demo["tiepnhan-hp"].pk]))
    assert page["Cache-Control"] == "no-store"
    return page.content.decode().split('<output class="identity-number">')[1].split("</output>")[0]


def test_a_given_password_opens_nothing_but_the_choice_of_ones_own(demo: dict[str, User]) -> None:
    before = signed_in("tiepnhan-hp", PASSWORD)
    password = given(demo)
    assert before.get("/").status_code == 302  # every session of the person has ended

    client = signed_in("tiepnhan-hp", password)
    for page in ("/", reverse("register"), reverse("search"), reverse("gallery")):
        assert client.get(page)["Location"] == CHANGE, page
    asked = client.get(CHANGE).content.decode()
    assert "do người quản trị cấp" in asked and reverse("register") not in asked
    assert client.get("/healthz").status_code == 200

    assert client.post(CHANGE, typed(password, OWN)).status_code == 302
    assert client.get("/").status_code == 200
    assert not User.objects.get(username="tiepnhan-hp").must_change_password


def test_the_given_password_is_not_kept_as_ones_own(demo: dict[str, User]) -> None:
    password = given(demo)
    client = signed_in("tiepnhan-hp", password)

    assert client.post(CHANGE, typed(password, password)).status_code == 422
    assert client.get("/")["Location"] == CHANGE


def test_what_was_typed_waits_until_the_password_is_ones_own(demo: dict[str, User]) -> None:
    client = signed_in("tiepnhan-hp", given(demo))
    answer = client.post(reverse("register"), {"note": "Đã gõ rồi", "save": "1"})
    page = answer.content.decode()
    assert "Đã gõ rồi" in page and "đổi mật khẩu được cấp" in page and CHANGE in page

    said = client.post(reverse("register"), {"note": "x"}, headers={"Accept": "application/json"})
    assert said.status_code == 403 and "đổi mật khẩu" in said.json()["message"]


def test_signing_out_is_always_open(demo: dict[str, User]) -> None:
    client = signed_in("tiepnhan-hp", given(demo))

    assert client.post(reverse("logout"))["Location"] == reverse("login")


def test_a_new_person_chooses_a_password_first(demo: dict[str, User]) -> None:
    administrator = signed_in("quantri", PASSWORD)
    page = administrator.post(reverse("new_user"), {"username": "nguoimoi", "full_name": "Người Mới"}).content.decode()
    password = page.split('<output class="identity-number">')[1].split("</output>")[0]

    assert signed_in("nguoimoi", password).get("/")["Location"] == CHANGE


def test_only_an_administrator_resets(demo: dict[str, User]) -> None:
    with pytest.raises(NotAllowed):
        reset_password(user=demo["chuyenvien-hp"], by=demo["tiepnhan-hp"])


def test_given_passwords_are_long_and_never_the_same() -> None:
    made = {one_time_password() for _ in range(200)}

    assert len(made) == 200 and {len(password) for password in made} == {19}
    assert not set("ilo01") & set("".join(made))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_first_sign_in_by_keyboard(browser_page: Page, demo: dict[str, User]) -> None:
    page, password = browser_page, reset_password(user=demo["tiepnhan-hp"], by=demo["quantri"])
    page.goto(reverse("login"))
    page.get_by_label("Tên đăng nhập").fill("tiepnhan-hp")
    page.get_by_label("Mật khẩu").fill(password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Đổi mật khẩu")).to_be_visible()
    assert_accessible(page)

    page.get_by_label("Mật khẩu hiện tại").fill(password)
    page.locator("[name=new_password1]").fill("1234567890")
    page.get_by_label("Nhập lại mật khẩu mới").fill("1234567890")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("chỉ gồm chữ số")
    assert_accessible(page)

    page.get_by_label("Mật khẩu hiện tại").fill(password)
    page.locator("[name=new_password1]").fill(OWN)
    page.get_by_label("Nhập lại mật khẩu mới").fill(OWN)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã đổi mật khẩu")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/$"))


# --- what is written down ---


def test_the_trail_tells_of_every_change_without_a_password(demo: dict[str, User]) -> None:
    password = given(demo)
    signed_in("tiepnhan-hp", password).post(CHANGE, typed(password, OWN))
    clerk = demo["tiepnhan-hp"]

    told = list(AdminEvent.objects.order_by("seq").values_list("verb", "by__username", "subject"))
    assert told == [
        ("reset_password", "quantri", f"user:{clerk.pk}"), ("change_password", "tiepnhan-hp", f"user:{clerk.pk}"),
    ]  # fmt: skip
    kept = json.dumps(list(AdminEvent.objects.values()), default=str, ensure_ascii=False)
    assert password not in kept and OWN not in kept and "md5" not in kept
    page = signed_in("quantri", PASSWORD).get(reverse("admin_changes")).content.decode()
    assert "Đổi mật khẩu của mình" in page and password not in page
