"""Does the embedded PostgreSQL come up as promised, survive a crash, and leave nothing behind?"""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from tests.postgres import TestServer
from tools.postgres import DatabaseError, Server, start
from tools.postgres.account import database_account
from tools.postgres.server import running_port

pytestmark = pytest.mark.slow


@pytest.fixture
def home() -> Iterator[Path]:
    fresh = TestServer()
    fresh.server.stop()
    yield fresh.home
    fresh.stop()


@pytest.fixture
def server(home: Path) -> Iterator[Server]:
    running = start(home, durable=False)
    yield running
    running.stop()


def ask(url: str, question: str) -> object:
    connection = psycopg2.connect(url)
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    connection.close()
    return row[0] if row else None


def test_folds_vietnamese_letters_and_sums_its_pages(server: Server) -> None:
    assert ask(server.url, "SELECT lower('NGUYỄN VĂN ĐỨC')") == "nguyễn văn đức"
    assert ask(server.url, "SHOW data_checksums") == "on"
    assert ask(server.url, "SHOW password_encryption") == "scram-sha-256"


def test_a_wrong_password_is_refused(server: Server) -> None:
    with pytest.raises(psycopg2.OperationalError, match="password"):
        psycopg2.connect(server.url.replace(server.password, "wrong"))


def test_listens_on_loopback_only(server: Server) -> None:
    assert ask(server.url, "SHOW listen_addresses") == "127.0.0.1"
    assert ask(server.url, "SHOW unix_socket_directories") == ""


def test_password_is_readable_by_its_owner_only(home: Path, server: Server) -> None:
    assert stat.S_IMODE((home / "password").stat().st_mode) == 0o600
    assert not list(server.place.data.parent.glob("initdb-password"))


def test_does_not_run_as_root(server: Server) -> None:
    assert server.process is not None
    assert Path(f"/proc/{server.process.pid}").stat().st_uid == database_account().uid != 0


def test_durable_unless_asked_otherwise(home: Path) -> None:
    server = start(home)
    try:
        assert [ask(server.url, f"SHOW {name}") for name in ("fsync", "synchronous_commit", "full_page_writes")] == [
            "on",
            "on",
            "on",
        ]
    finally:
        server.stop()


def test_a_second_start_finds_the_first_and_does_not_own_it(home: Path, server: Server) -> None:
    again = start(home, durable=False)
    assert (again.url, again.process) == (server.url, None)
    again.stop()
    assert ask(server.url, "SELECT 1") == 1


def test_port_stays_the_same(home: Path, server: Server) -> None:
    server.stop()
    again = start(home, durable=False)
    assert again.port == server.port
    again.stop()


def test_survives_kill_9_with_committed_rows(home: Path) -> None:
    server = start(home)
    connection = psycopg2.connect(server.url)
    with connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT generate_series(1, 200)")
    assert server.process is not None
    os.killpg(server.process.pid, signal.SIGKILL)
    server.process.wait()
    again = start(home)
    assert ask(again.url, "SELECT count(*) FROM kept") == 200
    again.stop()


def test_a_pid_file_naming_another_program_is_stale(home: Path) -> None:
    server = start(home, durable=False)
    server.stop()
    bystander = subprocess.Popen(["sleep", "60"])
    lines = [str(bystander.pid), str(server.place.data), "1", str(server.port), "", "127.0.0.1", "", "ready"]
    (server.place.data / "postmaster.pid").write_text("\n".join(lines))
    assert running_port(server.place.data) is None
    again = start(home, durable=False)
    assert ask(again.url, "SELECT 1") == 1
    again.stop()
    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()


def test_ends_with_the_process_that_started_it(home: Path) -> None:
    code = (
        "import os, pathlib, sys; from tools.postgres import start;"
        "print(start(pathlib.Path(sys.argv[1]), durable=False).process.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    died = subprocess.run([sys.executable, "-c", code, str(home)], capture_output=True, text=True)
    pid = int(died.stdout)
    assert died.returncode == -signal.SIGKILL
    _wait_for_end(pid)


def _wait_for_end(pid: int) -> None:
    for _ in range(200):
        status = Path(f"/proc/{pid}/stat")
        if not status.exists() or status.read_text().split()[2] == "Z":
            return
        time.sleep(0.05)
    pytest.fail("the server outlived its parent")


def test_says_why_it_does_not_start(home: Path, server: Server) -> None:
    server.stop()
    (server.place.data / "postgresql.conf").write_text("nonsense = 1\n")
    with pytest.raises(DatabaseError, match="nonsense"):
        start(home, durable=False)
