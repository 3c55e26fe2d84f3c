"""How is work done outside a request: queued after commit, counted, retried?

The queue itself is django-tasks with its database back end; attempts and progress are rows of ours.
A handler is a function `handler(job, **arguments)` named by its dotted path; it must be safe to run twice.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import timedelta
from functools import partial
from importlib import import_module
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from bhxh_archive.errors import ActionError
from bhxh_archive.jobs import holding
from bhxh_archive.models import Job, User

log = logging.getLogger(__name__)
MAX_ATTEMPTS: Final = 3
RETRY_AFTER: Final = timedelta(seconds=5)
GIVEN_UP: Final = "Xử lý không thành công sau nhiều lần thử. Hãy báo quản trị hệ thống."


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


def is_open(*keys: str) -> bool:
    """Whether work under one of these keys waits or runs."""
    return Job.objects.filter(key__in=keys, state__in=[Job.State.QUEUED, Job.State.RUNNING]).exists()


def waits_for_others(job: Job) -> bool:
    """Whether work has not begun because its lane is busy with other work."""
    return job.state == Job.State.QUEUED and Job.objects.filter(lane=job.lane, state=Job.State.RUNNING).exists()


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


def failure_notes(keys: Collection[str]) -> dict[str, str]:
    """`failure_note` of many keys at once, of those where there is one."""
    rows = Job.objects.filter(key__in=keys).order_by("pk").values_list("key", "state", "note")
    newest = {key: note if state == Job.State.FAILED else "" for key, state, note in rows}
    return {key: note for key, note in newest.items() if note}


def progress(job: Job, *, done: int | None = None, total: int | None = None, note: str | None = None) -> None:
    """Say how far the work is; also the sign that it does not hang."""
    fields = {"done": done, "total": total, "note": note}
    Job.objects.filter(pk=job.pk).update(
        heartbeat_at=timezone.now(), **{name: value for name, value in fields.items() if value is not None}
    )


@task(queue_name="quick")
def run(job_id: int) -> None:
    """Run one job; a second delivery of the same job finds nothing to do."""
    with holding.in_hand(job_id) as mine:
        if mine and (job := _claim(job_id)):
            _work(job)


def _claim(job_id: int) -> Job | None:
    claimed = Job.objects.filter(pk=job_id, state=Job.State.QUEUED).update(
        state=Job.State.RUNNING, attempts=F("attempts") + 1, heartbeat_at=timezone.now()
    )
    return Job.objects.get(pk=job_id) if claimed else None


def _work(job: Job) -> None:
    try:
        _handler(job.name)(job, **job.arguments)
    except ActionError as refused:  # the work can't be done as asked: trying again would not help
        _finish(job, Job.State.FAILED, note=refused.message)
    except Exception:  # whatever a handler meets, the worker and the other jobs go on
        if not holding.still_mine(job.pk):  # the sweeper has it now: we write nothing more about it
            log.warning("the database session was lost while working", extra={"job": job.pk, "job_name": job.name})
            return
        log.exception("job failed", extra={"job": job.pk, "job_name": job.name, "attempt": job.attempts})
        try_again(job, delay=RETRY_AFTER * job.attempts)
    else:
        _finish(job, Job.State.DONE)


def _handler(name: str) -> Any:
    module, _, function = name.rpartition(".")
    return getattr(import_module(module), function)


def try_again(job: Job, *, delay: timedelta | None = None) -> bool:
    """Queue an unfinished job anew, or give it up after the last attempt; false too when it has moved on meanwhile."""
    if job.attempts >= MAX_ATTEMPTS:
        _finish(job, Job.State.FAILED, note=GIVEN_UP)
        return False
    if not _as_seen(job).update(state=Job.State.QUEUED, heartbeat_at=timezone.now()):
        return False
    _hand_to_worker(job, delay=delay)
    return True


def _finish(job: Job, state: str, *, note: str = "") -> None:
    fields = {"note": note[:300]} if note else {}
    if _as_seen(job).update(state=state, finished_at=timezone.now(), **fields) and state == Job.State.FAILED:
        _tell_failure(job)


def _as_seen(job: Job) -> QuerySet[Job]:
    """The job, unless somebody took it up since: every attempt has its number."""
    return Job.objects.filter(pk=job.pk, state=job.state, attempts=job.attempts)


def _tell_failure(job: Job) -> None:
    """Let the handler put the failure where a person sees it: `handler.failed(job, **arguments)` when it has one."""
    if failed := getattr(_handler(job.name), "failed", None):
        failed(job, **job.arguments)


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
