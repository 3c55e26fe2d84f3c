"""What stands on the stage while every address is tried?"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from django.conf import settings
from django.db import connection, transaction
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
    """A dossier, the things around it, and whoever is sent to an address; nothing that anybody does there stays.

    `asked`: label of a row -> what the database was told for whoever it had most to do for.
    """

    dossier: Dossier
    cast: Cast
    things: dict[str, Any]
    asked: dict[str, list[str]] = field(default_factory=dict)

    def ask(self, person: Person, row: Row) -> HttpResponseBase:
        """What this person is answered; what they did is undone again."""
        send = getattr(self.cast.client(person), row.method.lower())
        asked: list[str] = []
        with transaction.atomic(), told_to(asked):
            answer: HttpResponseBase = send(address(row.name, self.things, row.objects), row.data)
            b"".join(getattr(answer, "streaming_content", []))  # a file is read to its end: it may fail on the way
            transaction.set_rollback(True)
        self.asked[row.label] = max(asked, self.asked.get(row.label, []), key=len)
        return answer


MOST: Final = 30
"""How often a page may ask the database."""
WRITTEN: Final = ("bhxh_archive_accesslog", "benefits_presence", "bhxh_archive_storedfile", "bhxh_archive_preview")
"""What a page that only shows writes: who looked, who is there, pictures that it drew."""
_WRITES: Final = ("INSERT", "UPDATE", "DELETE", "WITH")


def too_much(asked: list[str]) -> list[str]:
    """What a page that is only shown may not tell the database: more than MOST, or to write what it reads once."""
    written = [sql for sql in asked if sql.lstrip().startswith(_WRITES) and not any(name in sql for name in WRITTEN)]
    return [*([f"{len(asked)} queries"] if len(asked) > MOST else []), *written]


@contextmanager
def told_to(asked: list[str]) -> Iterator[None]:
    """Write down every statement that the database gets."""

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield


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
