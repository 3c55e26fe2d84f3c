"""Does the sign-in page let the right person in, and shut out who guesses?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from bhxh_archive.administration import people, queries
from bhxh_archive.models import User
from intake.loading.demo import PASSWORD

LIMIT = 3
AT_HOME, ELSEWHERE = "192.0.2.10", "192.0.2.77"


@pytest.fixture(autouse=True)
def few_tries(settings: Settings) -> None:
    settings.AXES_FAILURE_LIMIT = LIMIT


def sign_in(username: str, password: str, address: str = AT_HOME) -> HttpResponse:
    """One try from a fresh browser at that address."""
    typed = {"username": username, "password": password}
    return Client(REMOTE_ADDR=address).post(reverse("login"), typed)  # type: ignore[return-value]


def guess(username: str, times: int) -> list[int]:
    return [sign_in(username, f"đoán-{number}").status_code for number in range(times)]


def test_the_right_password_leads_to_the_desk(demo: dict[str, User]) -> None:
    answer = sign_in("tiepnhan-hp", PASSWORD)

    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_a_wrong_password_is_said_in_words_and_not_shown(demo: dict[str, User]) -> None:
    answer = sign_in("tiepnhan-hp", "không-phải-mật-khẩu")
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "không-phải-mật-khẩu" not in page and "mật khẩu" in page.lower()


def test_guessing_locks_the_account_out_even_for_the_right_password(demo: dict[str, User]) -> None:
    assert guess("tiepnhan-hp", LIMIT) == [200, 200, 429]
    answer = sign_in("tiepnhan-hp", PASSWORD)

    assert answer.status_code == 429
    assert "tạm khóa" in answer.content.decode() and "15 phút" in answer.content.decode()
    assert queries.is_locked(demo["tiepnhan-hp"])


def test_neither_a_colleague_nor_the_person_elsewhere_is_locked_out(demo: dict[str, User]) -> None:
    guess("tiepnhan-hp", LIMIT)

    assert sign_in("chuyenvien-hp", PASSWORD).status_code == 302
    assert sign_in("tiepnhan-hp", PASSWORD, ELSEWHERE).status_code == 302


def test_the_lock_ends_by_itself(demo: dict[str, User]) -> None:
    guess("tiepnhan-hp", LIMIT)
    past = timezone.now() - django_settings.AXES_COOLOFF_TIME - timedelta(seconds=1)
    AccessAttempt.objects.update(attempt_time=past)

    assert sign_in("tiepnhan-hp", PASSWORD).status_code == 302


def test_an_administrator_ends_the_lock(demo: dict[str, User]) -> None:
    guess("tiepnhan-hp", LIMIT)

    assert people.unlock(user=demo["tiepnhan-hp"], by=demo["quantri"]) == 1
    assert sign_in("tiepnhan-hp", PASSWORD).status_code == 302


def test_who_was_shut_out_for_good_does_not_come_in(demo: dict[str, User]) -> None:
    User.objects.filter(username="tiepnhan-hp").update(is_active=False)

    assert sign_in("tiepnhan-hp", PASSWORD).status_code == 200


def test_a_capital_in_the_user_name_is_no_other_person(demo: dict[str, User], client: Client) -> None:
    client.post(reverse("login"), {"username": " Tiepnhan-HP ", "password": PASSWORD})

    assert client.session.get("_auth_user_id") == str(demo["tiepnhan-hp"].pk)
