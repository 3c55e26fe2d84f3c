"""What does each hardening test stand on: a house with committed data, its stores, its own processes?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from pytest_django import Settings

from bhxh_archive.models import User
from intake.loading.demo import load_demo
from tests import databases
from tests.furnished import furnished as furnished_once
from tests.hardening.house import House
from tools.trust import KnownTrust

LIMIT_MB = 16


def values(folder: Path, trust: KnownTrust) -> dict[str, Any]:
    return {
        "VAR_DIR": folder / "var",
        "WORKING_STORE_URL": (folder / "store" / "working").as_uri(),
        "PERMANENT_STORE_URL": (folder / "store" / "permanent").as_uri(),
        "TRUST_DIR": trust.layout.folder,
        "TIMESTAMP_URL": trust.layout.timestamp_url,
        "MAX_UPLOAD_BYTES": LIMIT_MB * 1024 * 1024,
    }


def environment(folder: Path, given: dict[str, Any]) -> dict[str, str]:
    """What the processes of a house are told; they speak to the same database and stores as the test."""
    (folder / "tmp").mkdir()
    passed = {name: str(value) for name, value in given.items() if name != "MAX_UPLOAD_BYTES"}
    own = {"DJANGO_SETTINGS_MODULE": "bhxh_archive.settings.test", "DATABASE_URL": databases.url(),
           "MAX_UPLOAD_MB": str(LIMIT_MB), "TMPDIR": str(folder / "tmp"), "LOG_LEVEL": "WARNING"}  # fmt: skip
    return {**os.environ, **passed, **own}


@pytest.fixture(scope="session")
def furnished(django_db_blocker: Any, demo_trust: KnownTrust) -> Iterator[str]:
    """A database with schema, catalogue and demo people with their certificates; every house is a copy of it."""
    with django_db_blocker.unblock(), databases.fresh("certified", like=furnished_once()) as name:
        with databases.talking_to(name), override_settings(TRUST_DIR=demo_trust.layout.folder):
            load_demo()
        yield name


@pytest.fixture(scope="module")
def house(
    furnished: str, django_db_blocker: Any, demo_trust: KnownTrust, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """The product of one module, with a database whose rows other processes see."""
    folder = tmp_path_factory.mktemp("house")
    given = values(folder, demo_trust)
    made = databases.fresh("house", like=furnished)
    with django_db_blocker.unblock(), override_settings(**given), made as name, databases.talking_to(name):
        living = House({user.username: user for user in User.objects.all()}, folder, environment(folder, given))
        try:
            yield living
        finally:
            living.end_all()


@pytest.fixture
def home(house: House, stores: Path, settings: Settings, demo_trust: KnownTrust) -> House:
    """The house of the module; the stores of this test are the house's."""
    for name, value in values(house.folder, demo_trust).items():
        setattr(settings, name, value)
    return house
