"""On which shelf do the tests of searching look?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from bhxh_archive.models import User
from intake.catalogue_loading import load_catalogue
from intake.demo import load_demo
from tests.archive.shelf import Shelf


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, User]]:
    """Catalogue, offices and people, once for the module: each test works in a savepoint above them."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_catalogue(settings.BASE_DIR / "fixtures" / "catalogue")
        yield {user.username: user for user in load_demo()}
        transaction.set_rollback(True)


@pytest.fixture
def shelf(people: dict[str, User], db: None) -> Shelf:
    """The archive of the demo offices, empty."""
    return Shelf(people)
