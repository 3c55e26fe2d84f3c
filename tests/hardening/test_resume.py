"""A worker is killed or hangs beside a living one: does its work go on within seconds, and is it done once?"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from bhxh_archive.jobs import stranded
from bhxh_archive.models import Job
from intake.models import Upload
from tests.hardening import house as at
from tests.hardening.house import House
from tests.intake.pipeline import samples

pytestmark = pytest.mark.slow
PAGES = 24
# The sweeper looks every second here; what is more is this machine's slowness, and far from the minutes of a heartbeat.
SECONDS = 10
CUT_OFF = ("session was lost while working", "the database is back")  # in a handler, or when it was about to finish


@pytest.fixture
def sent(home: House) -> Upload:
    return home.send(home.draft(), "day.pdf", samples.scan_pdf(home.folder, PAGES, mode="L").read_bytes())


@pytest.fixture
def other(home: House) -> Iterator[subprocess.Popen[bytes]]:
    """A second worker, seen at work and halted since; and a sweeper, seen at work too."""
    sweeper = home.start("manage.py", "sweep", "--loop", "1")
    with home.worker() as process:
        lost = Job.objects.create(name="intake.tasks.redraw", arguments={"page_id": 0}, key="lost", lane="quick")
        Job.objects.filter(pk=lost.pk).update(created_at=timezone.now() - timedelta(minutes=1))
        at.until(lambda: Job.objects.filter(pk=lost.pk, state=Job.State.DONE).exists(), "sweeper and worker are up")
        os.kill(process.pid, signal.SIGSTOP)
        yield process
    home.end(sweeper)


def _stopped_in_the_middle(worker: subprocess.Popen[bytes], upload: Upload) -> Job:
    """Halt the worker while it takes out pages of this upload; the work that it has in hand."""
    work = Job.objects.filter(name="intake.tasks.split", arguments__upload_id=upload.pk, state=Job.State.RUNNING)

    def halted() -> Job | None:
        if not work.exists():
            return None
        os.kill(worker.pid, signal.SIGSTOP)
        if not (job := work.first()):  # it was done in that moment
            os.kill(worker.pid, signal.SIGCONT)
        return job

    found: Job = at.until(halted, "pages are taken out", pause=0.002)
    return found


def _state(job: Job) -> str:
    """Of this job: the workers that earlier tests killed may have left others for the sweeper."""
    job.refresh_from_db()
    return job.state


def _done_once(job: Job, upload: Upload) -> None:
    at.wait_for(upload)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.DONE, 2)
    assert upload.state == Upload.State.ACCEPTED
    assert list(upload.pages.order_by("upload_index").values_list("upload_index", flat=True)) == list(range(PAGES))
    pages = list(upload.pages.values_list("pk", flat=True))
    assert Job.objects.filter(name="intake.tasks.recognise", arguments__page_id__in=pages).count() == PAGES
    assert at.rows_without_bytes() == []


def test_the_work_of_a_killed_worker_goes_on_within_seconds(
    home: House, other: subprocess.Popen[bytes], sent: Upload
) -> None:
    with home.worker() as victim:
        job = _stopped_in_the_middle(victim, sent)
        os.kill(other.pid, signal.SIGCONT)
        home.end(victim)
        at.until(lambda: Job.objects.filter(pk=job.pk, attempts=2).exists(), "taken up again", SECONDS)
        _done_once(job, sent)
        assert other.poll() is None


def test_what_hangs_is_cut_off_and_writes_nothing_when_it_wakes(home: House, sent: Upload) -> None:
    with home.worker() as sleeper:
        job = _stopped_in_the_middle(sleeper, sent)
        stranded.sweep()
        assert _state(job) == Job.State.RUNNING, "its session lives: it may be slow, not dead"
        stranded.sweep(hung_after=timedelta(0))
        assert _state(job) == Job.State.QUEUED
        with home.worker():
            at.until(lambda: Job.objects.filter(pk=job.pk, state=Job.State.DONE).exists(), "done by the other")
            os.kill(sleeper.pid, signal.SIGCONT)
            at.until(lambda: any(words in home.log() for words in CUT_OFF), "the sleeper saw that it was cut off")
            _done_once(job, sent)
        at.wait_for(home.send(home.draft(), "sau.pdf", samples.scan_pdf(home.folder, 1).read_bytes()))  # it goes on
        assert sleeper.poll() is None
