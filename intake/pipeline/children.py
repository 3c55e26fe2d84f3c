"""How does a request reach a confined child, and how does its end reach us, whatever becomes of it?"""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from errno import ECHILD
from pathlib import Path
from typing import BinaryIO, Final

from intake.pipeline.side_by_side import AT_ONCE

_ROOT = Path(__file__).resolve().parents[2]
_END_SECONDS: Final = 5


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of a child: its exit status (negative: the signal), what it answered, what it said on stderr."""

    status: int
    answer: bytes
    said: bytes


class ForkServer:
    """A process that forks one child at a time for us. It ends, and its child with it, when we do."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "intake.pipeline.fork_server"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                cwd=_ROOT,
                env=bare_environment(),
                start_new_session=True,
            )

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def run(self, folder: str, streams: Sequence[BinaryIO], seconds: float) -> int:
        """The exit status of a child with these stdin, stdout and stderr. Raises TimeoutError after so many seconds,
        ChildProcessError when the server itself was killed."""
        self._line.settimeout(seconds)
        socket.send_fds(self._line, [os.fsencode(folder)], [stream.fileno() for stream in streams])
        if not (status := self._line.recv(16)):
            raise ChildProcessError(ECHILD, "the process that starts the readers was ended")
        return int(status)

    def end(self) -> None:
        """End the server; its child is gone, too, when this returns."""
        self._line.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


_idle: list[ForkServer] = []
os.register_at_fork(after_in_child=_idle.clear)  # two processes must not speak on one line


def run_child(request: bytes, seconds: float) -> Ended:
    """Let a child do one request of `worker`. Raises TimeoutError when it is not done in so many seconds: it is
    killed; `OSError` when the machine failed it."""
    with ExitStack() as opened:
        # We own the child's temporary folder: a killed child can't clear up after itself.
        folder = opened.enter_context(tempfile.TemporaryDirectory(prefix="pipeline-", ignore_cleanup_errors=True))
        asked, answer, said = (opened.enter_context(_in_memory()) for _ in range(3))
        asked.write(request)
        for stream in (asked, answer, said):
            stream.seek(0)
        status = _run(folder, (asked, answer, said), seconds)
        for stream in (answer, said):
            stream.seek(0)
        return Ended(status, answer.read(), said.read())


def _run(folder: str, streams: Sequence[BinaryIO], seconds: float) -> int:
    server = _taken()
    try:
        status = server.run(folder, streams, seconds)
    except BaseException:
        server.end()
        raise
    if len(_idle) < AT_ONCE:
        _idle.append(server)
    else:
        server.end()
    return status


def _taken() -> ForkServer:
    """One that idles, or a new one. Threads take one each; one that was killed meanwhile is let go."""
    while _idle:
        try:
            server = _idle.pop()
        except IndexError:  # another thread was faster
            break
        if server.alive:
            return server
        server.end()
    return ForkServer()


def _in_memory() -> BinaryIO:
    """A file that a full disk can't spoil: the answer of a child must not be lost over it."""
    if sys.platform == "linux":
        return os.fdopen(os.memfd_create("pipeline"), "w+b")
    return tempfile.TemporaryFile()


def bare_environment() -> dict[str, str]:
    """No secrets of the worker reach a process that parses strangers' bytes."""
    kept = ("PATH", "HOME", "LANG", "LC_ALL", "SYSTEMROOT")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"PYTHONDONTWRITEBYTECODE": "1"}
