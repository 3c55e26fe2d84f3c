"""What stands on the stage while every address is tried?"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponseBase
from django.test import override_settings

from intake.loading.catalogue import load_catalogue
from intake.loading.demo import load_demo
from intake.models import Dossier
from tests import databases
from tests.archive.conftest import run_jobs_now
from tests.archive.stages import places, road_in, stage
from tests.benefits.conftest import ShortRoad
from tests.contracts.addresses import address
from tests.contracts.cast import Cast, Person
from tests.contracts.stage import at_two_offices, stage_of
from tests.contracts.table import LEFT_IN_HOUSE, MOVE_TABLE, TABLE, Row, sent_to
from tools.trust import KnownTrust


@dataclass
class Theatre:
    """A dossier, the things around it, and whoever is sent to an address; nothing that anybody does there stays."""

    dossier: Dossier
    cast: Cast
    things: dict[str, Any]

    def ask(self, person: Person, row: Row) -> HttpResponseBase:
        """What this person is answered; what they did is undone again."""
        send = getattr(self.cast.client(person), row.method.lower())
        with transaction.atomic():
            answer: HttpResponseBase = send(address(row.name, self.things, row.objects), row.data)
            b"".join(getattr(answer, "streaming_content", []))  # a file is read to its end: it may fail on the way
            transaction.set_rollback(True)
        return answer


@pytest.fixture(scope="module")
def archived_theatre(
    django_db_setup: None, django_db_blocker: Any, demo_trust: KnownTrust, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Theatre, Path]]:
    """The archived dossier of the run with things around it, in a database of the module, and where its stores lie."""
    folder = tmp_path_factory.mktemp("theatre") / "archived"
    with django_db_blocker.unblock():
        archived = stage("archived", demo_trust)
        shutil.copytree(archived.folder, folder)
        made = databases.fresh("theatre", like=archived.database)
        with made as name, databases.talking_to(name), places(folder, demo_trust):
            cast = Cast(sent_to([*TABLE, *LEFT_IN_HOUSE]))
            dossier = at_two_offices(road_in(folder, run_jobs_now).dossier)
            yield Theatre(dossier, cast, stage_of(dossier, cast)), folder


@pytest.fixture
def theatre(archived_theatre: tuple[Theatre, Path], db: None, demo_trust: KnownTrust) -> Iterator[Theatre]:
    """The archived dossier of the module, received by one office and settled by another."""
    shown, folder = archived_theatre
    with places(folder, demo_trust):
        yield shown


@pytest.fixture(scope="module")
def moving_theatre(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Theatre]:
    """A dossier with a draft and without signatures, to be put into any state; gone when the module ends."""
    store = tmp_path_factory.mktemp("moving") / "store"
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(WORKING_STORE_URL=store.as_uri()):
        load_catalogue(settings.BASE_DIR / "fixtures" / "catalogue")
        road = ShortRoad({user.username: user for user in load_demo()}, run_jobs_now)
        cast = Cast(sent_to(Row(verb, who) for verb, who in MOVE_TABLE.items()))
        dossier = at_two_offices(road.to("draft"))
        yield Theatre(dossier, cast, {"pk": dossier.pk})
        transaction.set_rollback(True)


@pytest.fixture
def moving(moving_theatre: Theatre, db: None) -> Theatre:
    """The same dossier for every test of the module, as it was."""
    return moving_theatre
