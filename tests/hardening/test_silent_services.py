"""The time-stamp service is silent for a while: is nothing half signed, and does what was due come later?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from benefits.actions import preparing, signing
from benefits.actions.extending import retry_extensions
from benefits.models import BoundNumber
from bhxh_archive import jobs
from bhxh_archive.errors import NotNow
from bhxh_archive.jobs import drain
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Job
from intake.models import Result
from tests.hardening.house import House
from tests.room import Road

NOBODY = "http://127.0.0.1:1/tsa"


@pytest.fixture(scope="module")
def road(house: House) -> Road:
    road = house.road()
    road.to("endorse")
    return road


def test_a_signature_without_time_stamp_is_not_made_and_keeps_its_number(
    home: House, road: Road, settings: Settings
) -> None:
    leader, service = road.user("giamdoc"), settings.TIMESTAMP_URL
    preparing.prepare_signature(dossier=road.fresh(), by=leader)
    settings.TIMESTAMP_URL = NOBODY
    with pytest.raises(NotNow):
        signing.sign(dossier=road.dossier, by=leader)
    assert road.fresh().state == State.AWAITING_SIGNATURE
    assert not Result.objects.exists()
    number = BoundNumber.objects.get(released_at=None)
    settings.TIMESTAMP_URL = service
    preparing.prepare_signature(dossier=road.dossier, by=leader)
    signing.sign(dossier=road.dossier, by=leader)
    assert BoundNumber.objects.get() == number


def test_long_term_data_that_failed_come_when_the_service_is_back(home: House, road: Road, settings: Settings) -> None:
    service = settings.TIMESTAMP_URL
    signing.issue(dossier=road.fresh(), by=road.user("vanthu"))
    settings.TIMESTAMP_URL = NOBODY
    Job.objects.filter(finished_at=None).update(attempts=jobs.MAX_ATTEMPTS - 1)
    drain()
    failed = Job.objects.filter(name="benefits.tasks.extend_result", state=Job.State.FAILED)
    assert failed.count() == 2
    settings.TIMESTAMP_URL = service
    assert retry_extensions() == 0, "not at once"
    failed.update(finished_at=timezone.now() - timedelta(hours=1))
    assert retry_extensions() == 2
    drain()
    assert {row.latest.stage for row in Result.objects.all() if row.latest} == {"long_term"}
    assert retry_extensions() == 0
