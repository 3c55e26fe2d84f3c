"""What becomes of an issued result that found no time-stamp service when its long-term data were due?"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db.models import Max
from django.utils import timezone

from bhxh_archive.jobs import enqueue
from bhxh_archive.models import Job
from intake.models import ResultVersion

TASK: Final = "benefits.tasks.extend_result"
TRY_AGAIN_AFTER: Final = timedelta(minutes=30)


def retry_extensions() -> int:
    """Queue again what failed a while ago and is still wanted; returns how many results that were.

    Without them a signature can't be verified once its certificate has run out (PAdES B-LTA).
    """
    failed = Job.objects.filter(name=TASK, state=Job.State.FAILED).values_list("key")
    newest = failed.annotate(last=Max("finished_at")).filter(last__lt=timezone.now() - TRY_AGAIN_AFTER)
    wanted = ResultVersion.objects.filter(
        pk__in=[int(key.partition(":")[2]) for key, _ in newest], result__void_at=None
    ).exclude(result__versions__stage=ResultVersion.Stage.LONG_TERM)
    for version in wanted:
        extend_later(version.pk)
    return len(wanted)


def extend_later(version_pk: int) -> None:
    """Queue what makes one file version last (PAdES B-LTA); once while it waits."""
    enqueue(TASK, key=f"extend:{version_pk}", lane=Job.Lane.QUICK, version_id=version_pk)
