"""Which dossiers and records do the archive's tests have at hand?

Scanning, recognising, signing and verifying a dossier takes seconds, so a run does it once (`stages.py`): each test
works on copies of database and stores, and sees nothing of another.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import connection
from django.test import Client, TestCase
from pytest_django.plugin import DjangoDbBlocker

from bhxh_archive.jobs import drain
from bhxh_archive.models import User
from tests import databases
from tests.archive.room import ArchiveRoad
from tests.archive.shelf import Shelf
from tests.archive.stages import Stage, road_in, stage
from tools.trust import KnownTrust

SignIn = Callable[[str], Client]


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """The demo people by user name."""
    return {user.username: user for user in User.objects.all()}


@pytest.fixture
def shelf(people: dict[str, User]) -> Shelf:
    """The archive of the demo offices, empty."""
    return Shelf(people)


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """`sign_in("luutru")`: a client of that demo person."""

    def client(username: str) -> Client:
        signed = Client()
        signed.force_login(User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
        return signed

    return client


def run_jobs_now(work: Callable[[], Any]) -> Any:
    """`run_jobs` of tests/room.py for a fixture that lives longer than a test."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        result = work()
    for _ in range(5):  # jobs queue further jobs
        with TestCase.captureOnCommitCallbacks(execute=True):
            drain()
    return result


@pytest.fixture(scope="session")
def copies(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, demo_trust: KnownTrust
) -> Iterator[Callable[[str], Stage]]:
    """`copies("built")`: that stage with a database of this process, in which every test is rolled back."""
    with ExitStack() as kept, django_db_blocker.unblock():

        @cache
        def copy(name: str) -> Stage:
            made = stage(name, demo_trust)
            return replace(made, database=kept.enter_context(databases.fresh("stage", like=made.database)))

        yield copy


@pytest.fixture
def on_stage(
    request: pytest.FixtureRequest, copies: Callable[[str], Stage], django_db_blocker: DjangoDbBlocker
) -> Iterator[Stage]:
    """The stage from which the road of this test begins; asked for before the test's own transaction is opened."""
    (name,) = (of for road, of in ROADS.items() if road in request.fixturenames)
    found = copies(name)
    assert not connection.in_atomic_block, "a test asks for its road before anything else of the database"
    with django_db_blocker.unblock(), databases.talking_to(found.database):
        yield found


def _road(on_stage: Stage, db: None, trusted: KnownTrust, stores: Path) -> ArchiveRoad:
    shutil.copytree(on_stage.folder / "store", stores, dirs_exist_ok=True)
    return road_in(on_stage.folder, run_jobs_now)


ROADS: Final = {
    "archive_road": "consolidated", "built_road": "built", "sent_road": "sent", "transferred_road": "transferred",
    "archived_road": "archived", "scans_road": "scans", "sent_scans_road": "scans_sent",
}  # fmt: skip
"""Fixture -> the stage from which its road begins."""
archive_road, built_road, sent_road, transferred_road, archived_road, scans_road, sent_scans_road = (
    pytest.fixture(name=name)(_road) for name in ROADS
)
