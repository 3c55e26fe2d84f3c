"""How does the whole product run for a benchmark: as `make run` starts it, with data that nobody misses?"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.report import KEPT, ROOT
from benchmarks.stage.database import leave, own_database, use
from bhxh_archive.settings.environment import VARIABLES
from tools.run.health import web as what_is_wrong
from tools.run.ports import HOST, free_port
from tools.run.service import last_lines

READY_WITHIN_SECONDS = 240
IDLE_WITHIN_SECONDS = 600
WISHED_PORT = 8200


@dataclass(frozen=True)
class Product:
    """A running product: where its pages are, the environment of its processes, and the process all others hang on."""

    address: str
    environment: dict[str, str]
    pid: int

    def settle_in(self) -> None:
        """Make its database and stores those of this process; call before Django is set up."""
        import django

        os.environ.update(self.environment)
        django.setup()


def wait_until_idle() -> None:
    """Wait until no job waits or runs: what is measured next has the machine to itself. Raises TimeoutError."""
    from bhxh_archive.models import Job

    deadline = time.monotonic() + IDLE_WITHIN_SECONDS
    while Job.objects.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING]).exists():
        if time.monotonic() > deadline:
            raise TimeoutError(f"still at work after {IDLE_WITHIN_SECONDS} s")
        time.sleep(0.2)


@contextmanager
def running() -> Iterator[Product]:
    """The product with web server, workers and trust service of its own, until the block ends. Raises RuntimeError
    with the end of its console when it does not come up."""
    folder, port = KEPT / f"product-{os.getpid()}", free_port(WISHED_PORT)
    address = f"http://{HOST}:{port}"
    with own_database() as url:
        environment = _environment(folder, url)
        process = _started(folder, port, environment)
        try:
            _wait(process, address, folder / "console")
            yield Product(address, environment, process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()
            shutil.rmtree(folder)


@contextmanager
def furnished() -> Iterator[None]:
    """Database and stores of the product for this process, with catalogue and demo people; who measures starts what
    shall run on them. Call before Django is set up."""
    folder = KEPT / f"furnished-{os.getpid()}"
    with own_database() as url:
        os.environ.update(_environment(folder, url))
        use(url)
        try:
            yield
        finally:
            shutil.rmtree(folder)
            leave()


def _environment(folder: Path, url: str) -> dict[str, str]:
    """Nothing of the operator's own installation reaches in."""
    foreign = {row.name: "" for row in VARIABLES}
    own = {"VAR_DIR": str(folder), "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "bhxh_archive.settings.dev"}
    defaults = {row.name: row.default for row in VARIABLES if row.default}
    return {**os.environ, **foreign, **defaults, **own}


def _started(folder: Path, port: int, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    folder.mkdir(parents=True)
    with (folder / "console").open("wb") as console:
        line = [sys.executable, "-m", "tools.run", "start", "--port", str(port)]
        return subprocess.Popen(line, cwd=ROOT, env=environment, stdout=console, stderr=console)


def _wait(process: subprocess.Popen[bytes], address: str, console: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while what_is_wrong(f"{address}/healthz"):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(last_lines(console))
        time.sleep(0.2)
