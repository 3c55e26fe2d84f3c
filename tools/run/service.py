"""What is a part of the running product: a child process with its log, that is started, watched and ended?"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.postgres.children import dies_with_parent

QUICK_DEATH_SECONDS = 10
LOG_LIMIT_BYTES = 10 * 1024 * 1024


@dataclass
class Service:
    """One child process. `grace` seconds pass between the polite and the hard end; `niceness` as in nice(1)."""

    name: str
    launch: Callable[[], subprocess.Popen[bytes]]
    log: Path
    grace: float = 15
    ending: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None
    started: float = 0
    quick_deaths: int = field(default=0)

    def start(self) -> None:
        """Starts it; call from the main thread (see `dies_with_parent`)."""
        self.process = self.launch()
        self.started = time.monotonic()

    def has_died(self) -> bool:
        """Whether it ended without being asked; remembers deaths that came soon after the start."""
        if self.process is None or self.process.poll() is None:
            return False
        quick = time.monotonic() - self.started < QUICK_DEATH_SECONDS
        self.quick_deaths = self.quick_deaths + 1 if quick else 0
        return True

    def ask_to_end(self) -> None:
        """The polite request; its group is left to it to end."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(self.ending)

    def wait_for_end(self, deadline: float) -> None:
        """Waits until `deadline` (monotonic seconds), then ends it and everything it started the hard way."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def last_lines(self) -> str:
        """The end of its log, for the console when it fails."""
        return last_lines(self.log)


def command(
    arguments: Sequence[str], *, log: Path, environment: Mapping[str, str], folder: Path, niceness: int = 0
) -> Callable[[], subprocess.Popen[bytes]]:
    """A `launch` that runs the program in a group of its own, so that Ctrl-C reaches us alone, with its log."""

    def launch() -> subprocess.Popen[bytes]:
        _rotate(log)
        with log.open("ab") as output:
            return subprocess.Popen(
                ["nice", "-n", str(niceness), *arguments] if niceness else arguments,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=dies_with_parent(signal.SIGTERM),
            )

    return launch


def _rotate(log: Path) -> None:
    if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
        log.replace(log.with_suffix(".log.1"))


def last_lines(log: Path, number: int = 12) -> str:
    """The end of a log; empty when there is none yet."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-number:]) if log.exists() else ""
