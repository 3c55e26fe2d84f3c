"""What do the tests of reception's pages share: signed-in clients, and a dossier at the counter?"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from bhxh_archive.models import User
from tests.room import Road

SignIn = Callable[[str], Client]


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
