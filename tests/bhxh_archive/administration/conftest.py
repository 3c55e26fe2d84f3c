"""Who administers in these tests: the whole installation, one province, nothing?"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from bhxh_archive.models import AdminEvent, User

Sit = Callable[[str], Client]


@pytest.fixture
def sit(demo: dict[str, User]) -> Sit:
    """`sit("quantri-hp")`: a client of that demo person."""

    def client(username: str) -> Client:
        signed = Client()
        signed.force_login(demo[username])
        return signed

    return client


@pytest.fixture
def chief(sit: Sit) -> Client:
    """The administrator at the Archive Center, who acts for every office."""
    return sit("quantri")


@pytest.fixture
def local(sit: Sit) -> Client:
    """The administrator of Hải Phòng, who acts for it and for the offices below it."""
    return sit("quantri-hp")


def newest_change() -> tuple[str, dict[str, object], dict[str, object]]:
    """(verb, old values, new values) of the last entry of the administrators' list."""
    row = AdminEvent.objects.order_by("-seq")[0]
    return row.verb, row.before, row.after
