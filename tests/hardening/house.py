"""How does a test run the product as it runs in an office: committed rows, a store on disk, worker processes?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from bhxh_archive import storage
from bhxh_archive.jobs import drain
from bhxh_archive.models import Job, StoredFile, User
from bhxh_archive.stores.content import content_key
from intake.actions.counter import registration
from intake.actions.page_desk import uploads
from intake.models import Component, Dossier, Upload
from tests.room import PERSON, Road
from tools.postgres.children import dies_with_parent

PATIENCE = 90
MOMENT = 0.002


def until(happened: Callable[[], Any], what: str, seconds: float = PATIENCE, pause: float = 0.05) -> Any:
    """Wait until something is so; the test fails, naming it, when it does not come about."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := happened():
            return answer
        time.sleep(pause)
    raise AssertionError(f"not within {seconds} s: {what}")


def halted_when(process: subprocess.Popen[bytes], happened: Callable[[], Any], what: str) -> None:
    """Let a process of ours go on by moments until something is so; it then stands still, whatever it started too."""

    def later() -> Any:
        os.killpg(process.pid, signal.SIGCONT)
        time.sleep(MOMENT)
        os.killpg(process.pid, signal.SIGSTOP)
        return happened()

    os.killpg(process.pid, signal.SIGSTOP)
    if not happened():
        until(later, what, pause=0)


@dataclass
class House:
    """The product of one test module: people, folder of data, and the processes it started."""

    people: dict[str, User]
    folder: Path
    environment: dict[str, str]
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def user(self, name: str) -> User:
        return User.objects.get(username=name)

    def start(self, *arguments: str, **extra: str) -> subprocess.Popen[bytes]:
        """A process of the product, with its output in the folder's log."""
        with (self.folder / "processes.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=settings.BASE_DIR,
                env={**self.environment, **extra},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=dies_with_parent(signal.SIGKILL),
            )
        self.running.append(process)
        return process

    def start_worker(self, lane: str = "quick", **extra: str) -> subprocess.Popen[bytes]:
        return self.start("manage.py", "work", lane, "--interval", "0.05", OMP_THREAD_LIMIT="1", **extra)

    @contextmanager
    def worker(self, lane: str = "quick", **extra: str) -> Iterator[subprocess.Popen[bytes]]:
        """A worker process for as long as the block runs."""
        process = self.start_worker(lane, **extra)
        try:
            yield process
        finally:
            self.end(process)

    def end(self, process: subprocess.Popen[bytes]) -> None:
        """End a process of ours and whatever it started."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def end_all(self) -> None:
        for process in self.running:
            self.end(process)

    def log(self) -> str:
        return (self.folder / "processes.log").read_text(errors="replace")[-3000:]

    @property
    def scratch(self) -> list[Path]:
        """What lies in the folders that must be empty when nobody works."""
        places = (self.folder / "var" / "tmp", self.folder / "store" / "working" / "incoming", self.folder / "tmp")
        return [left for place in places if place.exists() for left in place.iterdir()]

    def road(self, office: str = "hp") -> Road:
        """A dossier's way from desk to desk, background work done here and now."""
        return Road(self.people, run_here, office)

    def draft(self, **fields: Any) -> Dossier:
        clerk = self.user("tiepnhan-hp")
        assert clerk.office
        given: dict[str, Any] = {"return_method": "counter", "counted_pages": 2, "counted_sheets": 1, **fields}
        return registration.register(
            office=clerk.office, procedure_code="HUU", persons=[PERSON], by=clerk, **given
        )  # fmt: skip

    def send(self, dossier: Dossier, name: str, content: bytes, component: Component | None = None) -> Upload:
        return uploads.receive_upload(
            dossier=dossier, name=name, chunks=[content], by=self.user("tiepnhan-hp"), component=component
        ).upload


def run_here(work: Callable[[], Any]) -> Any:
    """Do it, then everything that it queued."""
    result = work()
    drain()
    return result


def settled(upload: Upload) -> Upload | None:
    upload.refresh_from_db()
    return upload if upload.settled else None


def wait_for(*sent: Upload, seconds: float = PATIENCE) -> None:
    for upload in sent:
        until(partial(settled, upload), f"upload {upload.name} settled", seconds)


def at_once(works: Iterable[Callable[[], Any]]) -> list[Any]:
    """Do all of them in threads that start together; what one raises is its result."""
    listed = list(works)
    gate = threading.Barrier(len(listed))

    def one(work: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return work()
        except Exception as error:  # noqa: BLE001 - the test looks at what each of them met
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(listed)) as pool:
        return list(pool.map(one, listed))


def each_at_once(work: Callable[[Any], Any], things: Iterable[Any]) -> list[Any]:
    """The same for each of these things, in threads that start together."""
    return at_once([partial(work, thing) for thing in things])


def failures(results: Iterable[Any]) -> list[Exception]:
    return [row for row in results if isinstance(row, Exception)]


def orphan_objects() -> set[str]:
    """Content in the working store that no row knows."""
    known = {content_key(digest) for digest in StoredFile.objects.values_list("digest", flat=True)}
    return {entry.key for entry in storage.working().list("sha256/")} - known


def rows_without_bytes() -> list[str]:
    """Rows that promise content which is not there, or not whole."""
    rows = StoredFile.objects.values_list("digest", "size")
    found = ((digest, size, storage.working().head(content_key(digest))) for digest, size in rows)
    return [digest for digest, size, head in found if head is None or head.size != size]


def open_jobs() -> int:
    return Job.objects.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING]).count()
