"""Does one command start the whole product, and does Ctrl-C leave nothing behind but the data?"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.product import ROOT, data_folder, environment, free_port, starting, wait_until_ready

pytestmark = pytest.mark.slow


@pytest.fixture
def var() -> Iterator[Path]:
    with data_folder() as folder:
        yield folder


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def tool(var: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=environment(var), capture_output=True, text=True, stdin=subprocess.DEVNULL
        )

    return call


def processes_of(var: Path) -> list[int]:
    """Every process that was given this data folder, and the database that lies in it."""
    mark = os.fsencode(var)
    return [
        int(folder.name)
        for folder in Path("/proc").iterdir()
        if folder.name.isdigit() and mark in _read(folder / "cmdline") + _read(folder / "environ")
    ]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # it has just ended, or belongs to somebody else
        return b""


def test_from_one_command_to_ctrl_c(
    var: Path, port: int, tool: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    with starting(var, port) as first:
        wait_until_ready(var, first)
        first.kill()
        first.wait()
        assert outlived(var) == [], "the supervisor was killed and something went on"
    with starting(var, port) as started:
        wait_until_ready(var, started)
        used_and_ended(var, port, started, tool)


def outlived(var: Path, seconds: int = 60) -> list[bytes]:
    """What still runs after a while, by its command line."""
    deadline = time.monotonic() + seconds
    while (left := processes_of(var)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return [_read(Path(f"/proc/{pid}/cmdline")) for pid in left]


def used_and_ended(
    var: Path, port: int, started: subprocess.Popen[bytes], tool: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
        assert answer.status == 200
    assert f"http://127.0.0.1:{port}" in (var / "console").read_text()
    assert len(processes_of(var)) > 6  # supervisor, database, trust service, web, three lanes at least

    again = tool("tools.run", "start", "--port", str(port + 1))
    assert (again.returncode, "đang chạy" in again.stderr) == (1, True)
    emptied = tool("tools.run", "reset", "--yes")
    assert (emptied.returncode, "đang chạy" in emptied.stderr) == (1, True)

    started.send_signal(signal.SIGINT)
    assert started.wait(60) == 0
    assert processes_of(var) == []

    asked = tool("tools.run", "reset")
    assert (asked.returncode, "YES=1" in asked.stderr) == (1, True)
    assert (var / "postgres" / "data").exists()
    assert tool("tools.run", "reset", "--yes").returncode == 0
    assert {path.name for path in var.iterdir()} == {"console"}


def test_a_taken_port_is_said_and_nothing_is_started(
    var: Path, tool: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        refused = tool("tools.run", "start", "--port", str(other.getsockname()[1]))
    assert refused.returncode == 1
    assert "đang được chương trình khác sử dụng" in refused.stderr
    assert "Đang dừng" not in refused.stdout
    assert not (var / "postgres").exists()
    assert processes_of(var) == []


@pytest.mark.parametrize("port", ["99999", "0", "80x", "-1"])
def test_a_port_that_is_none_is_said(
    port: str, var: Path, tool: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    refused = tool("tools.run", "start", f"--port={port}")
    assert (refused.returncode, "không hợp lệ" in refused.stderr, "Traceback" in refused.stderr) == (1, True, False)


def test_a_walk_is_emptied_too(var: Path, tool: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    (var / "walk" / "site" / "store").mkdir(parents=True)
    (var / "walk" / "07A-HSB.pdf").write_bytes(b"%PDF-")
    assert tool("tools.run", "reset", "--yes").returncode == 0
    assert list(var.iterdir()) == []
