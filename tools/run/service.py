"""What is a part of the running product: a child process with its log, that is started, watched and ended?"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.postgres.children import dies_with_parent

QUICK_DEATH_SECONDS = 10
LONGEST_PAUSE_SECONDS = 30
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
    quick_deaths: int = 0
    again_at: float | None = None

    def start(self) -> None:
        """Starts it; call from the main thread (see `dies_with_parent`)."""
        self.started, self.again_at = time.monotonic(), None
        self.process = self.launch()

    def has_died(self) -> bool:
        """Whether it ended, unasked, since the last look."""
        if self.again_at is not None or self.process is None or self.process.poll() is None:
            return False
        self.put_off()
        return True

    def put_off(self) -> None:
        """Sets the time of the next start: at once, or later and later while it dies soon after each start."""
        quick = time.monotonic() - self.started < QUICK_DEATH_SECONDS
        self.quick_deaths = self.quick_deaths + 1 if quick else 0
        self.again_at = time.monotonic() + self.pause

    @property
    def pause(self) -> int:
        """Seconds between a death and the next start: 0, 1, 3, 7, 15, 30, 30 ..."""
        return min(2 ** min(self.quick_deaths, 9) - 1, LONGEST_PAUSE_SECONDS)

    @property
    def is_due(self) -> bool:
        """Whether it lies dead and its pause is over."""
        return self.again_at is not None and time.monotonic() >= self.again_at

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
