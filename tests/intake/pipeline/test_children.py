"""Is a child of the fork server as alone as a program that is started afresh, and does it end with who asked for it?"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from intake.pipeline import children, sandbox
from intake.pipeline.limits import DEFAULT, MIB, Limits
from intake.pipeline.verdict import Verdict
from tests.hardening.house import until
from tests.intake.pipeline import samples
from tests.intake.pipeline.test_sandbox import slow_pdf

pytestmark = pytest.mark.slow
OWNER = """
import sys
from pathlib import Path
from intake.pipeline.sandbox import inspect_file
inspect_file(Path(sys.argv[1]), "cham.pdf")
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return samples.page_jpeg(tmp_path)


@pytest.fixture
def server(page: Path) -> children.ForkServer:
    """The only one there is; it has served once."""
    while children._idle:
        children._idle.pop().end()
    assert judged(page).verdict == "accepted"
    return idle()


def judged(path: Path, limits: Limits = DEFAULT) -> Verdict:
    return sandbox.inspect_file(path, path.name, limits)


def idle() -> children.ForkServer:
    (found,) = children._idle
    return found


def pid_of(server: children.ForkServer) -> int:
    return server._process.pid


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rsplit(")")[-1].split()[0] != "Z"


@contextmanager
def reading(server: children.ForkServer, folder: Path) -> Iterator[int]:
    """The pid of a child that reads a file without end; it is killed, and the file refused."""
    with ThreadPoolExecutor(1) as hand:
        verdict = hand.submit(judged, slow_pdf(folder / "cham.pdf"))
        (child,) = until(lambda: children_of(pid_of(server)), "a child")
        try:
            yield child
        finally:
            os.kill(child, signal.SIGKILL)
    assert verdict.result().code == "reader_crashed"


def test_one_server_serves_file_after_file(server: children.ForkServer, page: Path) -> None:
    assert judged(page).verdict == "accepted"
    assert idle() is server


def test_a_killed_child_takes_nobody_along(server: children.ForkServer, page: Path, tmp_path: Path) -> None:
    with reading(server, tmp_path):
        assert judged(page).verdict == "accepted"  # by another server: each has one child at a time
    assert judged(page).verdict == "accepted"
    assert server.alive and len(children._idle) == 2


def test_the_limits_of_one_child_are_not_those_of_the_next(server: children.ForkServer, tmp_path: Path) -> None:
    path = samples.page_png(tmp_path, image=Image.new("RGB", (3500, 3500), "white"))  # 37 MB of pixels
    assert judged(path, Limits(memory_bytes=64 * MIB)).code == "out_of_memory"
    assert judged(path).code != "out_of_memory"
    assert idle() is server


def test_a_child_can_reach_neither_its_server_nor_our_secrets(
    monkeypatch: pytest.MonkeyPatch, server: children.ForkServer, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    with reading(server, tmp_path) as child:
        place = Path(f"/proc/{child}")
        until(lambda: str(DEFAULT.memory_bytes) in (place / "limits").read_text(), "it is confined, before it reads")
        opened = [os.readlink(descriptor) for descriptor in (place / "fd").iterdir()]
        assert [name for name in opened if name.startswith("socket:")] == []
        assert b"secret" not in (place / "environ").read_bytes()
        assert os.getsid(child) == child


def test_a_child_that_takes_too_long_is_gone_with_its_server(
    monkeypatch: pytest.MonkeyPatch, server: children.ForkServer, tmp_path: Path
) -> None:
    path = slow_pdf(tmp_path / "cham.pdf")
    monkeypatch.setattr(sandbox, "_WALL_PER_CPU", 0.5 / DEFAULT.seconds)
    with ThreadPoolExecutor(1) as hand:
        verdict = hand.submit(judged, path)
        (child,) = until(lambda: children_of(pid_of(server)), "a child")
        assert verdict.result().code == "too_slow"
    assert not is_alive(child) and not server.alive


def test_a_server_that_was_killed_is_replaced(server: children.ForkServer, page: Path) -> None:
    os.kill(pid_of(server), signal.SIGKILL)
    server._process.wait()
    assert judged(page).verdict == "accepted"
    assert idle() is not server


def test_a_server_that_is_killed_at_work_is_no_fault_of_the_file(server: children.ForkServer, tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as hand:
        verdict = hand.submit(judged, slow_pdf(tmp_path / "cham.pdf"))
        (child,) = until(lambda: children_of(pid_of(server)), "a child")
        os.kill(pid_of(server), signal.SIGKILL)
        with pytest.raises(ChildProcessError):
            verdict.result()
    until(lambda: not is_alive(child), "the child has ended")


def test_server_and_child_end_with_a_worker_that_is_killed(tmp_path: Path) -> None:
    owner = subprocess.Popen([sys.executable, "-c", OWNER, str(slow_pdf(tmp_path / "cham.pdf"))])
    (server,) = until(lambda: children_of(owner.pid), "a server")
    (child,) = until(lambda: children_of(server), "a child")
    owner.kill()
    owner.wait()
    until(lambda: not is_alive(server) and not is_alive(child), "both have ended")


def test_a_forked_process_has_servers_of_its_own(server: children.ForkServer) -> None:
    if (pid := os.fork()) == 0:
        os._exit(len(children._idle))
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert idle() is server
