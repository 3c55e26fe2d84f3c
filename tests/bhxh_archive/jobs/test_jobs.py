"""Is queued work done once, retried and given up?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from bhxh_archive import jobs
from bhxh_archive.errors import NotValid
from bhxh_archive.models import Job, Parameter

pytestmark = pytest.mark.django_db
HERE = "tests.bhxh_archive.jobs.test_jobs"


def leave_a_trace(job: Job, *, value: str) -> None:
    """A handler whose work can be seen in the database."""
    jobs.progress(job, done=1, total=1, note="đang ghi")
    Parameter.objects.create(key=f"trace-{value}", value=str(job.attempts), valid_from=timezone.localdate())


def break_down(job: Job, *, value: str) -> None:
    """A handler that always fails."""
    raise RuntimeError("broken on purpose")


def tell_failure(job: Job, *, value: str) -> None:
    """What is done when every attempt failed."""
    Parameter.objects.create(key=f"failed-{value}", value="1", valid_from=timezone.localdate())


break_down.failed = tell_failure  # type: ignore[attr-defined]


def refuse(job: Job, *, value: str) -> None:
    """A handler that finds the work can't be done as asked."""
    raise NotValid("Không làm được việc này.")


Run = Callable[[Callable[[], Any]], Any]


def test_a_job_runs_after_the_commit_and_shows_its_progress(run_jobs: Run) -> None:
    job = run_jobs(lambda: jobs.enqueue(f"{HERE}.leave_a_trace", key="a", value="a"))
    job.refresh_from_db()
    assert (job.state, job.done, job.attempts, job.note) == (Job.State.DONE, 1, 1, "đang ghi")
    assert Parameter.objects.filter(key="trace-a").count() == 1


def test_the_same_key_is_queued_once_while_open(run_jobs: Run) -> None:
    def twice() -> list[int]:
        return [jobs.enqueue(f"{HERE}.leave_a_trace", key="b", value="b").pk for _ in range(2)]

    first, second = run_jobs(twice)
    assert first == second
    assert Parameter.objects.filter(key="trace-b").count() == 1


def test_a_second_delivery_of_a_job_does_nothing(run_jobs: Run) -> None:
    job = run_jobs(lambda: jobs.enqueue(f"{HERE}.leave_a_trace", key="c", value="c"))
    jobs.run.call(job.pk)
    assert Parameter.objects.filter(key="trace-c").count() == 1


def test_a_refusal_is_final_and_readable(run_jobs: Run) -> None:
    job = run_jobs(lambda: jobs.enqueue(f"{HERE}.refuse", key="d", value="d"))
    job.refresh_from_db()
    assert (job.state, job.note, job.attempts) == (Job.State.FAILED, "Không làm được việc này.", 1)


def test_a_failure_is_tried_again_and_then_told(run_jobs: Run) -> None:
    job = run_jobs(lambda: jobs.enqueue(f"{HERE}.break_down", key="e", value="e"))
    for _ in range(jobs.MAX_ATTEMPTS - 1):
        assert Job.objects.get(pk=job.pk).state == Job.State.QUEUED
        DBTaskResult.objects.update(run_after=timezone.now() - timedelta(seconds=1))
        run_jobs(lambda: None)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.FAILED, jobs.MAX_ATTEMPTS)
    assert Parameter.objects.filter(key="failed-e").count() == 1
