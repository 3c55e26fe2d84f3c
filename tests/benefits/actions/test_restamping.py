"""Is a result given another time-stamp before the one it has runs out, once, and nothing lost while none is had?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from benefits.actions.renewing import AT_MOST_EVERY, due_versions, queue_restamps
from benefits.actions.restamping import restamp_result
from bhxh_archive.models import Job
from intake.models import Result, ResultVersion
from tests.benefits.actions.test_signing import NOBODY_LISTENS
from tests.benefits.conftest import ShortRoad

pytestmark = pytest.mark.slow

Stage = ResultVersion.Stage


@pytest.fixture
def issued(short_road: ShortRoad) -> ShortRoad:
    """Decision and statement, issued and made to last."""
    short_road.to("sign")
    short_road.run_jobs(short_road.issue)
    assert {row.latest.stage for row in Result.objects.all() if row.latest} == {Stage.LONG_TERM}
    return short_road


def age(days: int = 200) -> None:
    """Let the stamps end within the year, and be made a while ago."""
    ResultVersion.objects.filter(stage=Stage.LONG_TERM).update(
        stamp_expires_at=timezone.now() + timedelta(days=days), at=timezone.now() - 2 * AT_MOST_EVERY
    )


def test_what_is_due_gets_a_further_version_once_also_after_a_silent_service(
    issued: ShortRoad, settings: Settings
) -> None:
    ends = dict(ResultVersion.objects.filter(stage=Stage.LONG_TERM).values_list("pk", "stamp_expires_at"))
    assert None not in ends.values() and queue_restamps() == 0, "it holds for long"
    age(days=400)
    assert queue_restamps() == 0
    age()
    Result.objects.update(void_at=timezone.now())
    assert queue_restamps() == 0, "what was recalled needs none"
    Result.objects.update(void_at=None)

    ResultVersion.objects.filter(pk__in=ends).update(stamp_expires_at=None)
    assert issued.run_jobs(queue_restamps) == 2
    long_term = ResultVersion.objects.filter(stage=Stage.LONG_TERM)
    assert {row.pk: row.stamp_expires_at for row in long_term} == ends, "of unknown end: looked at, and not due"
    assert not ResultVersion.objects.filter(stage=Stage.RESTAMPED).exists()

    age()
    service, settings.TIMESTAMP_URL = settings.TIMESTAMP_URL, NOBODY_LISTENS
    issued.run_jobs(queue_restamps)
    failed = Job.objects.filter(name="benefits.tasks.restamp_result", state=Job.State.FAILED)
    assert failed.count() == 2 and all("dấu thời gian" in row.note for row in failed)
    assert due_versions().count() == 2, "they are asked for again"
    settings.TIMESTAMP_URL = service
    assert issued.run_jobs(queue_restamps) == 2
    latest = [row.latest for row in Result.objects.all()]
    assert {row.stage for row in latest if row} == {Stage.RESTAMPED} and all(row.valid for row in latest if row)
    assert long_term.count() == 2, "every version is kept"
    ResultVersion.objects.filter(stage=Stage.RESTAMPED).update(stamp_expires_at=timezone.now() + timedelta(days=5))
    assert queue_restamps() == 0, "a service whose certificate ends soon is not asked every hour"
    old = long_term.first()
    assert old and restamp_result(version=old) == old and ResultVersion.objects.count() == 8
