"""What do the tests of reception's pages share: signed-in clients, and what a clerk types?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from bhxh_archive.models import User
from intake.models import Dossier
from tests.room import Road

SignIn = Callable[[str], Client]


def address(name: str, dossier: Dossier, *more: object) -> str:
    """The address of a page of this dossier."""
    return reverse(name, args=[dossier.pk, *more])


def state_of(dossier: Dossier) -> str:
    """The state as it stands in the database now."""
    return Dossier.objects.get(pk=dossier.pk).state


Sit = Callable[[str], None]


@pytest.fixture
def sign_in(demo: dict[str, User]) -> SignIn:
    """`sign_in("tiepnhan-hp")`: a client of that demo person."""

    def client(username: str) -> Client:
        signed = Client()
        signed.force_login(demo[username], backend="django.contrib.auth.backends.ModelBackend")
        return signed

    return client


@pytest.fixture
def clerk(sign_in: SignIn) -> Client:
    """The clerk who receives in Hải Phòng."""
    return sign_in("tiepnhan-hp")


@pytest.fixture
def counter(demo: dict[str, User], run_jobs: Callable[..., object]) -> Road:
    """A road without signatures: enough for everything before the leader."""
    return Road(demo, run_jobs)


@pytest.fixture
def typed(clerk_user: User) -> dict[str, Any]:
    """A filled-in registration form of one person."""
    assert clerk_user.office
    return {
        "key": "to-khai-1", "office": str(clerk_user.office.pk), "procedure": "HUU", "channel": "counter",
        "return_method": "counter", "counted_pages": "2", "counted_sheets": "1", "book_form": "paper",
        "book_covers": "1", "book_leaves": "3", "nguoi-TOTAL_FORMS": "1", "nguoi-INITIAL_FORMS": "0",
        "nguoi-0-role": "insured", "nguoi-0-full_name": "Phạm Thị Hường", "nguoi-0-born": "06/1969",
        "nguoi-0-sex": "F", "nguoi-0-personal_id": "031169000123", "save": "accept",
    }  # fmt: skip


@pytest.fixture
def sit(browser_page: Page, live_server: LiveServer, demo: dict[str, User]) -> Sit:
    """`sit("tiepnhan-hp")`: that person takes the seat at the screen."""

    def down(username: str) -> None:
        client = Client()
        client.force_login(demo[username], backend="django.contrib.auth.backends.ModelBackend")
        browser_page.context.clear_cookies()
        value = client.cookies["sessionid"].value
        browser_page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])

    return down
