"""What becomes of the errands by which jobs reach workers, once they are run or their worker is dead?

An errand is a row of django-tasks; what a person sees of the work is the job.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from bhxh_archive.models import Job

RUN: Final = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)
KEPT: Final = timedelta(minutes=10)


def of_finished_jobs() -> list[UUID]:
    """What a worker leaves that dies between its job's last word and the errand's; a living one writes over it."""
    rows = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).values_list("id", "args_kwargs")
    running = {errand: known["args"][0] for errand, known in rows}
    over = Job.objects.filter(pk__in=running.values(), finished_at__isnull=False).values_list("pk", flat=True)
    finished = set(over) if running else set()
    return [errand for errand, job in running.items() if job in finished]


def bury(ids: Collection[UUID]) -> None:
    """Mark errands of the dead: left running, they would tell the health check that somebody is at work."""
    if ids:
        DBTaskResult.objects.filter(id__in=ids, status=TaskResultStatus.RUNNING).update(
            status=TaskResultStatus.FAILED, finished_at=timezone.now()
        )


def forget(older_than: timedelta = KEPT) -> int:
    """Remove errands that are run, so that those that wait are found as quickly after years; how many these were."""
    return DBTaskResult.objects.filter(status__in=RUN, finished_at__lt=timezone.now() - older_than).delete()[0]
