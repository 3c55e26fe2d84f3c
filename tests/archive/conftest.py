"""Which dossiers and records do the archive's tests have at hand?

Scanning, recognising and signing a dossier takes seconds, so each test module does it once: its tests work on that
dossier inside savepoints, with a fresh copy of the stores, and see nothing of each other.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import Client, TestCase, override_settings
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from bhxh_archive.jobs import drain
from bhxh_archive.models import User
from intake.catalogue_loading import load_catalogue
from intake.demo import load_demo
from tests.archive.room import ArchiveRoad, MixedRoad
from tests.archive.shelf import Shelf
from tests.hardening.test_signed_original import signed_pdf
from tests.room import Road
from tools.trust import DemoTrust

SignIn = Callable[[str], Client]


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, User]]:
    """Catalogue, offices and people, once for the module: each test works in a savepoint above them."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_catalogue(django_settings.BASE_DIR / "fixtures" / "catalogue")
        yield {user.username: user for user in load_demo()}
        transaction.set_rollback(True)


@pytest.fixture
def shelf(people: dict[str, User], db: None) -> Shelf:
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


@pytest.fixture(scope="module")
def consolidated(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, demo_trust: DemoTrust,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Road, Path]]:  # fmt: skip
    """A consolidated pension dossier of Hải Phòng, one of its papers a signed file, and the folder of its stores.

    Gone when the module ends.
    """
    folder = tmp_path_factory.mktemp("consolidated")

    def mixed(people: dict[str, User]) -> Road:
        road = MixedRoad(people, run_jobs_now)
        road.original = signed_pdf(demo_trust, folder)
        return road

    with django_db_blocker.unblock(), taken_whole(folder, demo_trust, mixed) as found:
        yield found


@contextmanager
def taken_whole(folder: Path, trust: DemoTrust, made: Callable[[dict[str, User]], Road]) -> Iterator[tuple[Road, Path]]:
    """The road that `made` begins, taken to its consolidation, and its stores; the database forgets it at the end."""
    with transaction.atomic():
        with places(folder, trust):
            load_catalogue(django_settings.BASE_DIR / "fixtures" / "catalogue")
            road = made({user.username: user for user in load_demo()})
            road.to("consolidate")
        yield road, folder / "store"
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def archived_once(consolidated: tuple[Road, Path], demo_trust: DemoTrust) -> tuple[Road, Path]:
    """The same dossier, archived; a module uses either this or `archive_road`."""
    road, folder = consolidated
    with places(folder.parent, demo_trust):
        ArchiveRoad(road).all_the_way()
    return road, folder


def places(folder: Path, trust: DemoTrust) -> override_settings:
    """The product with its data in that folder and the demo trust service."""
    store = folder / "store"
    return override_settings(
        VAR_DIR=folder / "var", WORKING_STORE_URL=(store / "working").as_uri(),
        PERMANENT_STORE_URL=(store / "permanent").as_uri(), TRUST_DIR=trust.layout.folder,
        TIMESTAMP_URL=trust.layout.timestamp_url,
    )  # fmt: skip


def run_jobs_now(work: Callable[[], Any]) -> Any:
    """`run_jobs` of tests/room.py for a fixture that lives longer than a test."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        result = work()
    for _ in range(5):  # jobs queue further jobs
        with TestCase.captureOnCommitCallbacks(execute=True):
            drain()
    return result


@pytest.fixture
def archive_road(
    consolidated: tuple[Road, Path], db: None, trusted: DemoTrust, stores: Path, settings: Settings
) -> ArchiveRoad:
    """The consolidated dossier of the module, ready to be packed."""
    road, folder = consolidated
    shutil.copytree(folder, stores, dirs_exist_ok=True)
    return ArchiveRoad(road)


@pytest.fixture
def archived_road(
    archived_once: tuple[Road, Path], db: None, trusted: DemoTrust, stores: Path, settings: Settings
) -> ArchiveRoad:
    """The archived dossier of the module."""
    road, folder = archived_once
    shutil.copytree(folder, stores, dirs_exist_ok=True)
    return ArchiveRoad(road)
