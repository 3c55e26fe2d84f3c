"""How is the test S3 server started on a free loopback port, and surely stopped again?"""

import contextlib
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tools.s3server.environment import ensure

_PATIENCE = 20.0  # seconds until the server must answer
_TRIES = 3  # another program may take the free port first


class CannotStart(RuntimeError):
    """The server did not come up; the text says why and where its log is."""


@contextlib.contextmanager
def running(data_dir: Path, port: int = 0) -> Iterator[str]:
    """Run the server on 127.0.0.1 with its objects in ``data_dir``; yield its endpoint URL.

    Port 0 takes a free one. Objects and versions stay in ``data_dir``, locks don't survive a restart.
    Raises CannotInstall, CannotStart.
    """
    python = ensure()
    data_dir.mkdir(parents=True, exist_ok=True)
    server, endpoint = _started(python, data_dir, port)
    try:
        yield endpoint
    finally:
        _stop(server)


def _started(python: Path, data_dir: Path, port: int) -> tuple[subprocess.Popen[bytes], str]:
    for attempt in range(1, _TRIES + 1):
        chosen = _usable_port(port)
        server = _start(python, data_dir, chosen)
        endpoint = f"http://127.0.0.1:{chosen}"
        try:
            _wait(server, endpoint, data_dir)
        except CannotStart:
            _stop(server)
            if port or attempt == _TRIES:
                raise
        else:
            return server, endpoint
    raise AssertionError("unreachable")


def _usable_port(port: int) -> int:
    """Return the port if nobody has it (a stranger's server must not answer for ours), or a free one for 0."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as taken:
            raise CannotStart(f"port {port} is taken") from taken
        return int(probe.getsockname()[1])


def _start(python: Path, data_dir: Path, port: int) -> subprocess.Popen[bytes]:
    own = {
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "SERVICES": "s3",
        "S3_PERSIST": "1",
        "PERSIST_STATE": "1",
        "S3_DATA_DIR": str(data_dir / "s3"),
        "STATE_DIR": str(data_dir / "state"),
        "TMPDIR": str(data_dir),
        "LOG_LEVEL": "WARNING",
    }
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL") if name in os.environ}
    with _log(data_dir).open("ab") as log:
        return subprocess.Popen(
            [python, "-m", "ministack"], env=inherited | own, stdout=log, stderr=log, cwd=data_dir, process_group=0
        )


def _log(data_dir: Path) -> Path:
    return data_dir / "server.log"


def _wait(server: subprocess.Popen[bytes], endpoint: str, data_dir: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"{endpoint}/_ministack/health", timeout=2).close()  # noqa: S310  our own loopback
            return
        time.sleep(0.05)
    raise CannotStart(f"the S3 server does not answer at {endpoint}; see {_log(data_dir)}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
