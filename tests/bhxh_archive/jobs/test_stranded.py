"""Is work taken up again when its worker is gone, and left alone while somebody has it in hand?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import psycopg2
import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from bhxh_archive import jobs
from bhxh_archive.jobs import errands, holding, stranded
from bhxh_archive.models import Job, Parameter
from tests.bhxh_archive.jobs.test_jobs import HERE

pytestmark = pytest.mark.django_db
AGO = timedelta(minutes=1)
Run = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def elsewhere() -> Iterator[Any]:
    """A session of another process."""
    other = psycopg2.connect(**{**connection.get_connection_params(), "cursor_factory": None})
    other.autocommit = True
    yield other
    other.close()


def hold(session: Any, job: Job) -> None:
    session.cursor().execute("SELECT pg_advisory_lock(%s, %s)", (holding.SPACE, holding.number(job.pk)))


def left(state: str, *, key: str = "left", task: str = "leave_a_trace", **fields: Any) -> Job:
    """A job as a worker would leave that died a minute ago."""
    job = jobs.enqueue(f"{HERE}.{task}", key=key, value=key)
    then = timezone.now() - AGO
    Job.objects.filter(pk=job.pk).update(
        **{"state": state, "heartbeat_at": then, "created_at": then, "attempts": 1, **fields}
    )
    return job


@pytest.mark.parametrize("state", [Job.State.RUNNING, Job.State.QUEUED])
def test_the_sweeper_takes_up_what_a_dead_worker_left(run_jobs: Run, state: str) -> None:
    job = left(state)
    assert run_jobs(stranded.sweep) == 1
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert Parameter.objects.get(key="trace-left").value == "2"


def test_what_a_session_holds_is_let_alone_until_the_session_ends(elsewhere: Any) -> None:
    job = left(Job.State.RUNNING)
    hold(elsewhere, job)
    assert stranded.sweep() == 0
    elsewhere.close()
    deadline = timezone.now() + timedelta(seconds=5)
    while not stranded.sweep():
        assert timezone.now() < deadline, "not taken up"


def test_what_somebody_holds_is_not_begun_by_another(run_jobs: Run, elsewhere: Any) -> None:
    job = jobs.enqueue(f"{HERE}.leave_a_trace", key="b", value="b")
    hold(elsewhere, job)
    run_jobs(lambda: jobs._hand_to_worker(job))
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.QUEUED, 0)


def test_a_finished_job_is_let_go(run_jobs: Run) -> None:
    run_jobs(lambda: jobs.enqueue(f"{HERE}.leave_a_trace", key="c", value="c"))
    assert holding.held() == set()


def test_what_hangs_is_cut_off_and_taken_up(elsewhere: Any) -> None:
    job = left(Job.State.RUNNING)
    hold(elsewhere, job)
    assert stranded.sweep(hung_after=AGO / 2) == 1
    with pytest.raises(psycopg2.OperationalError):
        elsewhere.cursor().execute("SELECT 1")


def test_what_was_taken_up_is_not_finished_by_its_first_worker() -> None:
    job = left(Job.State.RUNNING)
    first = Job.objects.get(pk=job.pk)
    assert stranded.sweep() == 1
    jobs._claim(job.pk)
    jobs._finish(first, Job.State.DONE)
    assert not jobs.try_again(first)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.RUNNING, 2)


def test_the_sweeper_leaves_alone_what_waits_in_a_long_queue(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.enqueue(f"{HERE}.leave_a_trace", key="g", value="g")
    Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - timedelta(hours=1))
    assert stranded.sweep() == 0


def test_the_sweeper_gives_up_what_kills_every_worker() -> None:
    job = left(Job.State.RUNNING, key="h", task="break_down", attempts=jobs.MAX_ATTEMPTS)
    assert stranded.sweep() == 0
    job.refresh_from_db()
    assert (job.state, job.note) == (Job.State.FAILED, jobs.GIVEN_UP)
    assert Parameter.objects.filter(key="failed-h").exists()


@pytest.mark.parametrize(("left", "taken_up"), [({"state": Job.State.RUNNING, "finished_at": None}, 1), ({}, 0)])
def test_an_errand_of_the_dead_is_buried(run_jobs: Run, left: dict[str, Any], taken_up: int) -> None:
    """Whether its worker died in the work or after the job's last word."""
    with_errand = run_jobs(lambda: jobs.enqueue(f"{HERE}.leave_a_trace", key="i", value="i"))
    DBTaskResult.objects.update(status="RUNNING")
    if left:
        Job.objects.filter(pk=with_errand.pk).update(**left)
    assert stranded.sweep() == taken_up
    assert not DBTaskResult.objects.filter(status="RUNNING").exists()


def test_errands_that_are_run_are_forgotten_and_those_that_wait_are_not(run_jobs: Run) -> None:
    run_jobs(lambda: jobs.enqueue(f"{HERE}.leave_a_trace", key="j", value="j"))
    jobs._hand_to_worker(jobs.enqueue(f"{HERE}.leave_a_trace", key="k", value="k"))
    assert errands.forget() == 0, "it was run just now"
    assert errands.forget(timedelta(0)) == 1
    assert DBTaskResult.objects.get().status == "READY"
