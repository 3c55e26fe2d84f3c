"""How is the embedded PostgreSQL made, started and stopped?

One cluster per `home` folder: checksums, scram passwords, the builtin C.UTF-8 locale (so that lower() knows
Vietnamese letters on every machine), reachable on 127.0.0.1 only.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg2
from psycopg2 import sql

from tools.postgres.account import ENVIRONMENT, Account, database_account
from tools.postgres.children import dies_with_parent
from tools.postgres.errors import DatabaseError
from tools.postgres.place import Place, choose

HOST = "127.0.0.1"
ROLE = DATABASE = "bhxh_archive"
START_SECONDS = 60
STOP_SECONDS = 60
DURABLE: Mapping[str, str] = {"shared_buffers": "256MB", "jit": "off"}
DISPOSABLE: Mapping[str, str] = {**DURABLE, "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Server:
    """A running server; `process` is None when it was already running and so is not ours to stop."""

    place: Place
    port: int
    password: str
    process: subprocess.Popen[bytes] | None

    @property
    def url(self) -> str:
        """DATABASE_URL of the product's database."""
        return self.url_of(DATABASE)

    def url_of(self, database: str) -> str:
        """DATABASE_URL of any database of this server."""
        return f"postgres://{ROLE}:{self.password}@{HOST}:{self.port}/{database}"

    def ensure_database(self, name: str = DATABASE) -> str:
        """Creates the database when it is absent; its DATABASE_URL."""
        connection = psycopg2.connect(self.url_of("postgres"))
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone() is None:
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        connection.close()
        return self.url_of(name)

    def stop(self) -> None:
        """Ends open connections, writes what is pending and waits for the end; safe to call twice."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # PostgreSQL's "fast shutdown"
            self.process.wait(STOP_SECONDS)


def start(home: Path, *, durable: bool = True) -> Server:
    """The server of this folder, made on the first call and started unless it runs already.

    `durable=False` trades crash safety for speed: for data that may be lost, as in tests. Password and port
    are kept under `home` (0600). Raises DatabaseError, with the end of the server's log, when it does not come up.
    """
    account = database_account()
    place = choose(home, account)
    password = _password(home / "password")
    if not (place.data / "PG_VERSION").exists():
        _make_cluster(place, account, password, sync=durable)
    if port := running_port(place.data):
        return Server(place, port, password, process=None)
    (place.data / "postmaster.pid").unlink(missing_ok=True)
    port = _choose_port(home / "port")
    process = _launch(place, account, port, DURABLE if durable else DISPOSABLE, home / "postgres.log")
    _wait_until_ready(place.data, process, home / "postgres.log")
    server = Server(place, port, password, process)
    server.ensure_database()
    return server


def running_port(data: Path) -> int | None:
    """The port of the server that holds this cluster, or None; a pid file left by a crash counts as none.

    The pid alone proves nothing, since it may have been given to another program meanwhile.
    """
    lines = _pid_file(data)
    if len(lines) < 8 or lines[7] != "ready" or not _is_postgres_of(int(lines[0]), data):
        return None
    return int(lines[3])


def _pid_file(data: Path) -> list[str]:
    try:
        return [line.strip() for line in (data / "postmaster.pid").read_text().splitlines()]
    except FileNotFoundError:
        return []


def _is_postgres_of(pid: int, data: Path) -> bool:
    command = Path(f"/proc/{pid}/cmdline")
    if not sys.platform.startswith("linux"):
        return subprocess.run(["kill", "-0", str(pid)], capture_output=True).returncode == 0
    return command.exists() and os.fsencode(data) in command.read_bytes().split(b"\0")


def _password(path: Path) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(24))
    return path.read_text()


def _make_cluster(place: Place, account: Account, password: str, *, sync: bool) -> None:
    """Runs initdb; the password travels in a file of the account's own that is removed at once."""
    secret = place.data.with_name("initdb-password")
    secret.touch(mode=0o600)
    secret.write_text(password)
    account.own(secret)
    try:
        command: list[str | Path] = [
            place.programs / "initdb",
            "-D",
            place.data,
            "-U",
            ROLE,
            "--pwfile",
            secret,
            "-A",
            "scram-sha-256",
        ]
        command += ["-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        command += ["--data-checksums"] + ([] if sync else ["--no-sync"])
        made = subprocess.run(
            command, cwd="/", env=ENVIRONMENT, capture_output=True, text=True, **account.popen_arguments()
        )
    finally:
        secret.unlink()
    if made.returncode:
        raise DatabaseError(f"initdb không tạo được cơ sở dữ liệu: {made.stderr.strip()}")


def _choose_port(path: Path) -> int:
    """The port of the last start when it is still free, otherwise another free one."""
    kept = int(path.read_text()) if path.exists() else 0
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, kept))
        except OSError:
            probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    path.write_text(str(port))
    return port


def _launch(
    place: Place, account: Account, port: int, options: Mapping[str, str], log: Path
) -> subprocess.Popen[bytes]:
    settings = {"listen_addresses": HOST, "port": str(port), "unix_socket_directories": "", "timezone": "UTC"}
    flags = [f"-c{name}={value}" for name, value in {**settings, **options}.items()]
    with log.open("ab") as output:
        return subprocess.Popen(
            [place.programs / "postgres", "-D", place.data, *flags],
            cwd="/",
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=dies_with_parent(signal.SIGINT),
            **account.popen_arguments(),
        )


def _wait_until_ready(data: Path, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while running_port(data) is None:
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise DatabaseError(f"PostgreSQL không khởi động được:\n{_last_lines(log)}")
        time.sleep(0.05)


def _last_lines(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-10:])
