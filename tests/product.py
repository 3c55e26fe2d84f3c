"""How does a test start the whole product as an office does, and end it without a trace?"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
READY = "Hệ thống đã sẵn sàng"
READY_WITHIN_SECONDS = 180


@dataclass(frozen=True)
class Product:
    """A running product: its address and the folder of its data."""

    address: str
    var: Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(var: Path) -> dict[str, str]:
    """That of this process, without what belongs to the tests' own database."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    return {**kept, "VAR_DIR": str(var)}


@contextmanager
def data_folder() -> Iterator[Path]:
    """An empty data folder that the database's account can pass through; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="bhxh-archive-run-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def starting(var: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """`make run` without make, its output in the folder's `console`; killed at the end if it still runs."""
    with (var / "console").open("wb") as console:
        command = [sys.executable, "-m", "tools.run", "start", "--port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, env=environment(var), stdout=console, stderr=console)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until_ready(var: Path, process: subprocess.Popen[bytes]) -> None:
    """Raises AssertionError with the output when the product ends or stays away."""
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while READY not in (said := (var / "console").read_text()):
        assert process.poll() is None and time.monotonic() < deadline, f"not ready: {said}"
        time.sleep(0.2)


@contextmanager
def running() -> Iterator[Product]:
    """The whole product with demo data, for as long as the block runs."""
    port = free_port()
    with data_folder() as var, starting(var, port) as process:
        wait_until_ready(var, process)
        yield Product(f"http://127.0.0.1:{port}", var)
        process.send_signal(signal.SIGINT)
        process.wait(60)
