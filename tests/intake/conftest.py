"""From what do the tests of reception start: a draft, an accepted dossier, one whose scans are whole?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.counter import registration
from intake.actions.dossier import books
from intake.actions.page_desk import pages
from intake.actions.returning import returning
from intake.models import Component, Dossier
from tests.intake.rows import add_pages, add_result, put_in_state
from tests.room import PERSON


@pytest.fixture
def clerk_user(demo: dict[str, User]) -> User:
    """Who receives in Hải Phòng."""
    return demo["tiepnhan-hp"]


def draft_of(clerk: User, code: str = "HUU", **fields: Any) -> Dossier:
    """A draft with everything that accepting asks for."""
    facts = {"persons": [PERSON], "return_method": "counter", "counted_pages": 2, "counted_sheets": 1, **fields}
    assert clerk.office
    return registration.register(office=clerk.office, procedure_code=code, by=clerk, **facts)


@pytest.fixture
def draft(clerk_user: User) -> Dossier:
    return draft_of(clerk_user)


@pytest.fixture
def accepted(draft: Dossier, clerk_user: User) -> Dossier:
    """An accepted pension dossier whose book is in custody."""
    books.take_book(dossier=draft, form="paper", covers=1, leaves=2, by=clerk_user)
    return registration.accept(dossier=draft, by=clerk_user)


def component(dossier: Dossier, code: str) -> Component:
    """A component by its catalogue code."""
    return dossier.components.select_related("type").get(type__code=code)


@pytest.fixture
def scanned(accepted: Dossier, clerk_user: User) -> Dossier:
    """The accepted dossier with two filed and checked pages: nothing stands in the way of forwarding."""
    rows = add_pages(accepted, 2, component=component(accepted, "12-HSB"))
    pages.check_pages(dossier=accepted, page_ids=[row.pk for row in rows], by=clerk_user)
    return accepted


@pytest.fixture
def closing(scanned: Dossier, clerk_user: User, run_jobs: Callable[[Callable[[], Any]], Any]) -> Dossier:
    """A returned dossier whose two-layer files are made by the worker."""
    add_result(scanned)
    issued = put_in_state(scanned, State.ISSUED)
    facts: dict[str, Any] = {
        "method": "counter",
        "receiver_name": "Phạm Thị Hường",
        "receiver_id": "031169000123",
        "printed_copies": 2,
        "printed_now": True,
        "book_done": True,
    }
    run_jobs(lambda: returning.hand_over(dossier=issued, by=clerk_user, **facts))
    return Dossier.objects.get(pk=scanned.pk)
