"""How is work done outside a request: queued after commit, counted, retried, and picked up when stranded?

The queue itself is django-tasks with its database back end; attempts, progress and the sweeper are rows of ours.
A handler is a function `handler(job, **arguments)` named by its dotted path; it must be safe to run twice.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from importlib import import_module
from threading import Event, Thread
from typing import Any, Final

from django.db import Error, IntegrityError, connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import TaskResultStatus, task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from bhxh_archive.errors import ActionError
from bhxh_archive.models import Job, User

log = logging.getLogger(__name__)
MAX_ATTEMPTS: Final = 3
STRANDED_AFTER: Final = timedelta(minutes=2)
BEAT: Final = timedelta(seconds=20)
LONGEST: Final = timedelta(hours=2)
RETRY_AFTER: Final = timedelta(seconds=5)


def enqueue(
    name: str,
    *,
    key: str,
    lane: str = Job.Lane.QUICK,
    priority: int = 0,
    total: int = 0,
    by: User | None = None,
    **arguments: Any,
) -> Job:
    """Queue `name(job, **arguments)` once the caller's transaction commits; while open, the same key queues nothing."""
    return _open_job(key) or _new_job(key=key, name=name, lane=lane, priority=priority, total=total, by=by,
                                     arguments=arguments)  # fmt: skip


def _open_job(key: str) -> Job | None:
    return Job.objects.filter(key=key, state__in=[Job.State.QUEUED, Job.State.RUNNING]).first()


def _new_job(**fields: Any) -> Job:
    try:
        with transaction.atomic():
            job = Job.objects.create(**fields)
    except IntegrityError:  # somebody queued the same work between the look and the insert
        return _open_job(fields["key"]) or Job.objects.filter(key=fields["key"]).latest("pk")
    transaction.on_commit(partial(_hand_to_worker, job))
    return job


def _hand_to_worker(job: Job, *, delay: timedelta | None = None) -> None:
    later = timezone.now() + delay if delay else None
    errand = run.using(queue_name=job.lane, priority=max(-100, min(100, job.priority)), run_after=later).enqueue(job.pk)
    Job.objects.filter(pk=job.pk).update(task_id=errand.id)


def failure_note(key: str) -> str:
    """What the newest work under this key failed of, or "" when it waits, runs or went well."""
    newest = Job.objects.filter(key=key).order_by("-pk").first()
    return newest.note if newest and newest.state == Job.State.FAILED else ""


def progress(job: Job, *, done: int | None = None, total: int | None = None, note: str | None = None) -> None:
    """Say how far the work is; also the sign of life that keeps the sweeper away."""
    fields = {"done": done, "total": total, "note": note}
    Job.objects.filter(pk=job.pk).update(
        heartbeat_at=timezone.now(), **{name: value for name, value in fields.items() if value is not None}
    )


def _claim(job_id: int) -> Job | None:
    claimed = Job.objects.filter(pk=job_id, state=Job.State.QUEUED).update(
        state=Job.State.RUNNING, attempts=F("attempts") + 1, heartbeat_at=timezone.now()
    )
    return Job.objects.get(pk=job_id) if claimed else None


def _handler(name: str) -> Any:
    module, _, function = name.rpartition(".")
    return getattr(import_module(module), function)


@task(queue_name="quick")
def run(job_id: int) -> None:
    """Run one job; a second delivery of the same job finds nothing to do."""
    job = _claim(job_id)
    if job is None:
        return
    try:
        with _sign_of_life(job.pk):
            _handler(job.name)(job, **job.arguments)
    except ActionError as refused:  # the work can't be done as asked: trying again would not help
        _finish(job, Job.State.FAILED, note=refused.message)
    except Exception:  # whatever a handler meets, the worker and the other jobs go on
        log.exception("job failed", extra={"job": job.pk, "job_name": job.name, "attempt": job.attempts})
        _retry_or_fail(job)
    else:
        _finish(job, Job.State.DONE)


@contextmanager
def _sign_of_life(job_id: int) -> Iterator[None]:
    """Beat while a handler works, so that long work is not taken for dead; the beat dies with the process."""
    done = Event()
    beat = Thread(target=_beat, args=(job_id, done), name=f"job-{job_id}", daemon=True)
    beat.start()
    try:
        yield
    finally:
        done.set()
        beat.join(timeout=1)


def _beat(job_id: int, done: Event) -> None:
    for _ in range(LONGEST // BEAT):  # what hangs for longer is to be taken up by another worker
        if done.wait(BEAT.total_seconds()):
            return
        with suppress(Error):  # the database is away: the handler will meet that itself
            Job.objects.filter(pk=job_id, state=Job.State.RUNNING).update(heartbeat_at=timezone.now())
        connection.close()


def _finish(job: Job, state: str, *, note: str | None = None) -> None:
    fields = {"note": note[:300]} if note else {}
    Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(state=state, finished_at=timezone.now(), **fields)
    if state == Job.State.FAILED:
        _tell_failure(job)


def _tell_failure(job: Job) -> None:
    """Let the handler put the failure where a person sees it: `handler.failed(job, **arguments)` when it has one."""
    if failed := getattr(_handler(job.name), "failed", None):
        failed(job, **job.arguments)


def _retry_or_fail(job: Job) -> None:
    if job.attempts >= MAX_ATTEMPTS:
        _finish(job, Job.State.FAILED, note="Xử lý không thành công sau nhiều lần thử. Hãy báo quản trị hệ thống.")
        return
    Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(state=Job.State.QUEUED, heartbeat_at=timezone.now())
    _hand_to_worker(job, delay=RETRY_AFTER * job.attempts)


def sweep(silence: timedelta = STRANDED_AFTER) -> int:
    """Queue again what a dead worker left behind; returns how many jobs that were."""
    return sum(_take_up(job) for job in _stranded(timezone.now() - silence))


def _stranded(silent: datetime) -> QuerySet[Job]:
    """Jobs whose worker gave no sign since `silent`, and queued ones that no worker is going to find."""
    waiting = DBTaskResult.objects.filter(id=OuterRef("task_id"), status=TaskResultStatus.READY)
    lost = Q(state=Job.State.QUEUED) & ~Exists(waiting) & (Q(heartbeat_at=None) | Q(heartbeat_at__lt=silent))
    return Job.objects.filter(Q(state=Job.State.RUNNING, heartbeat_at__lt=silent) | lost, created_at__lt=silent)


def _take_up(job: Job) -> int:
    """Give one stranded job to a worker again, unless it woke up meanwhile or has used up its attempts."""
    seen = Job.objects.filter(pk=job.pk, state=job.state, heartbeat_at=job.heartbeat_at)
    _bury_errand(job)
    if job.state == Job.State.RUNNING and job.attempts >= MAX_ATTEMPTS:
        if seen.update(state=Job.State.FAILED, finished_at=timezone.now()):
            _tell_failure(job)
        return 0
    if not seen.update(state=Job.State.QUEUED, heartbeat_at=timezone.now()):
        return 0
    _hand_to_worker(job)
    return 1


def _bury_errand(job: Job) -> None:
    """The errand of a dead worker: left running, it would tell the health check that somebody is at work."""
    if job.task_id is None:
        return
    DBTaskResult.objects.filter(id=job.task_id, status=TaskResultStatus.RUNNING).update(
        status=TaskResultStatus.FAILED, finished_at=timezone.now()
    )


def drain() -> None:
    """Run everything that waits, here and now, by the library's own worker: for the smoke walk and for tests."""
    worker_id = get_random_string(32)
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
    while errand := _claim_errand(worker_id):
        worker.run_task(errand)


@transaction.atomic
def _claim_errand(worker_id: str) -> DBTaskResult | None:
    errand = DBTaskResult.objects.ready().get_locked()
    if errand:
        errand.claim(worker_id)
    return errand
