"""Is a database empty after it was swept, also of what the product never lets go?"""

import pytest

from bhxh_archive.models import User
from tests import databases
from tests.hardening import schema
from tests.intake.conftest import draft_of


@pytest.mark.django_db(transaction=True)
def test_a_sweep_leaves_what_came_with_the_schema() -> None:
    draft_of(User.objects.get(username="tiepnhan-hp"))
    assert {"intake_dossier", "intake_dossierevent", "intake_procedure"} <= schema.filled()

    databases.sweep()

    assert schema.filled() == databases.WITH_SCHEMA | {"django_migrations"}


@pytest.mark.django_db(transaction=True)
def test_whoever_comes_next_finds_the_demo_people_again() -> None:
    assert User.objects.filter(username="tiepnhan-hp").exists()
