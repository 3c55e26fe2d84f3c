"""Does a database whose upgrade stopped anywhere take each step that is left once, and none before what it needs?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from tests import databases
from tests.hardening.steps import left, needs, walk

pytestmark = pytest.mark.slow


@pytest.fixture
def recorder(django_db_blocker: Any) -> Iterator[MigrationRecorder]:
    """Of a database without tables: only which steps it took matters here."""
    with django_db_blocker.unblock(), databases.fresh("steps") as name, databases.talking_to(name):
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        yield recorder


def test_wherever_it_stopped_it_goes_on(recorder: MigrationRecorder) -> None:
    loader, steps = MigrationLoader(connection), walk()
    every = {step for step, migration in loader.disk_migrations.items() if not migration.replaces}
    assert len(steps) > 80

    for done, step in enumerate(steps, start=1):
        recorder.record_applied(*step)
        taken = set(steps[:done])
        for together in left():
            assert not taken & set(together), f"taken twice after {step}"
            taken |= set(together)
            missing = {need for one in together for need in needs(loader, one)} - taken
            assert not missing, f"{together} before {missing} after {step}"
        assert taken == every, f"left out after {step}"
