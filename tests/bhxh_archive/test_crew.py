"""Does a crew do several pieces of a lane at once, and end when it is asked to?"""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from django.db import connections

from bhxh_archive import jobs
from bhxh_archive.jobs.worker import Crew, LaneWorker
from bhxh_archive.models import Job

pytestmark = pytest.mark.django_db(transaction=True)
MEETING = threading.Barrier(2)


def meet(job: Job) -> None:
    """Done only when two are at it at the same time."""
    MEETING.wait(timeout=20)


def run_apart(crew: Crew) -> tuple[threading.Thread, list[BaseException]]:
    met: list[BaseException] = []

    def go() -> None:
        try:
            crew.run()
        except RuntimeError as error:
            met.append(error)

    thread = threading.Thread(target=go)
    thread.start()
    return thread, met


def test_two_pieces_of_work_are_done_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LaneWorker, "run", closing(LaneWorker.run))
    for number in range(2):
        jobs.enqueue(f"{__name__}.meet", key=f"meet:{number}", lane=Job.Lane.SCAN)
    crew = Crew("scan", 0.05, 2)
    thread, met = run_apart(crew)
    until = time.monotonic() + 30
    while Job.objects.exclude(state=Job.State.DONE).exists() and time.monotonic() < until:
        time.sleep(0.05)
    crew.shutdown(15, None)
    thread.join(10)
    assert not thread.is_alive() and not met
    assert [job.state for job in Job.objects.all()] == [Job.State.DONE] * 2


def test_a_crew_that_loses_one_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LaneWorker, "run", lambda worker: None)
    thread, met = run_apart(Crew("scan", 0.05, 2))
    thread.join(10)
    assert len(met) == 1


def closing(run: Any) -> Any:
    """The test's database is swept afterwards: a session left open would keep it."""

    def run_and_close(worker: LaneWorker) -> None:
        try:
            run(worker)
        finally:
            connections.close_all()

    return run_and_close
