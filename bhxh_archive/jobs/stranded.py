"""What becomes of work whose worker died, was cut off from the database, or hangs?"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from bhxh_archive import jobs
from bhxh_archive.jobs import errands, holding
from bhxh_archive.models import Job

# Between a job's row and its errand lies a moment; what is still without one after this is waited for by nobody.
LOST_AFTER: Final = timedelta(seconds=5)
HUNG_AFTER: Final = timedelta(hours=2)


def sweep(*, lost_after: timedelta = LOST_AFTER, hung_after: timedelta = HUNG_AFTER) -> int:
    """Queue again what nobody works on any more; returns how many jobs that were."""
    now = timezone.now()
    for job in _hung(now - hung_after):
        holding.cut_off(job.pk)
    errands.bury(errands.of_finished_jobs())
    return sum(_take_up(job) for job in [*_abandoned(), *_lost(now - lost_after)])


def _abandoned() -> list[Job]:
    """Running jobs that no session holds; rows are read first, so that a job begun meanwhile is not taken for one."""
    running = list(Job.objects.filter(state=Job.State.RUNNING))
    held = holding.held() if running else set()
    return [job for job in running if holding.number(job.pk) not in held]


def _lost(silent: datetime) -> QuerySet[Job]:
    """Queued jobs that no worker is going to find: their errand was never written, or its worker died at once."""
    waiting = DBTaskResult.objects.filter(id=OuterRef("task_id"), status=TaskResultStatus.READY)
    quiet = Q(heartbeat_at=None) | Q(heartbeat_at__lt=silent)
    return Job.objects.filter(quiet, ~Exists(waiting), state=Job.State.QUEUED, created_at__lt=silent)


def _hung(silent: datetime) -> QuerySet[Job]:
    """Jobs in somebody's hand that have made no progress since `silent`."""
    return Job.objects.filter(state=Job.State.RUNNING, heartbeat_at__lt=silent)


def _take_up(job: Job) -> bool:
    errands.bury([job.task_id] if job.task_id else [])
    return jobs.try_again(job)
