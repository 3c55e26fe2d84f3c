"""What do the tests of the archive's pages share: who looks, and what they see?"""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.archive.conftest import SignIn
from tests.archive.shelf import Shelf


def search(client: Client, text: str = "", **chosen: str) -> Any:
    """What a person sees after typing that and pressing the button."""
    return client.post(reverse("search"), {"q": text, **chosen}, follow=True)


def shown(answer: Any) -> str:
    """The page as it reads."""
    return unescape(answer.content.decode())


def queries_of(client: Client, address: str) -> int:
    """How often a page asks the database."""
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.fixture
def archivist(shelf: Shelf, sign_in: SignIn) -> Client:
    """Who works in the Archive Center; the shelf is there."""
    return sign_in("luutru")
