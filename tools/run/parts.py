"""Which processes make up the product on one desk, and with what is each started?"""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tools.postgres import DatabaseError, Server
from tools.postgres import start as start_postgres
from tools.run.errors import CannotRun
from tools.run.places import Places
from tools.run.ports import HOST
from tools.run.service import Service, command

SETTINGS = "bhxh_archive.settings.dev"
SLOW_NICENESS = 19
SWEEP_SECONDS = 2
SCANS_AT_ONCE = "2"
WORKER_GRACE_SECONDS = 25


class Parts:
    """Makes the services of one run; `environment` is what every process of ours gets."""

    def __init__(self, root: Path, places: Places, environment: Mapping[str, str]) -> None:
        self.root = root
        self.places = places
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "VAR_DIR": str(places.var),
            "PYTHONUNBUFFERED": "1",
            **environment,
        }

    def postgres(self, server: Server) -> Service:
        """The embedded database; it keeps its port, so that others find it again after a restart."""
        first = [server.process] if server.process else []
        return Service(
            name="PostgreSQL",
            launch=lambda: first.pop() if first else _started_again(self.places.postgres),
            log=self.places.postgres / "postgres.log",
            grace=60,
            ending=signal.SIGINT,
        )

    def trust(self) -> Service:
        """The demo authority: revocation answers and time-stamps."""
        return self._python("dịch vụ chứng thực thử nghiệm", "trust", "-m", "tools.trust", "serve", self.places.trust)

    def scanner(self, port: int) -> Service:
        """A network scanner without hardware, so that a newcomer can press «Quét»."""
        options = ("--port", str(port), "--sheets", "3", "--fault", "slow:1")  # at the pace of a real one
        return self._python("máy quét mô phỏng", "scanner", "-m", "tools.escl_simulator", *options)

    def web(self, port: int) -> Service:
        """The pages."""
        bind = ("--bind", f"{HOST}:{port}")
        config = ("--config", self.root / "deploy" / "gunicorn.conf.py")
        return self._python("máy chủ web", "web", "-m", "gunicorn", *config, *bind, "bhxh_archive.wsgi:application")

    def workers(self) -> list[Service]:
        """A lane each for what a clerk waits for, for recognition and for scanners; the sweeper of stranded work."""
        slow = range(1, 1 + min(2, os.cpu_count() or 1))
        return [
            self._worker("quick", "worker-quick", niceness=0),
            *(self._worker("slow", f"worker-slow-{number}", niceness=SLOW_NICENESS) for number in slow),
            self._worker("scan", "worker-scan", "--at-once", SCANS_AT_ONCE, "--interval", "0.5", niceness=0),
            self._python("bộ nhặt việc dở dang", "sweeper", "manage.py", "sweep", "--loop", str(SWEEP_SECONDS)),
        ]

    def _worker(self, lane: str, log: str, *options: str, niceness: int) -> Service:
        arguments = ("manage.py", "work", lane, *options)
        # One recognition a worker: Tesseract's own threads would take the cores from the clerks.
        extra = {"OMP_THREAD_LIMIT": "1"} if lane == "slow" else {}
        service = self._python(f"việc nền ({log})", log, *arguments, extra=extra, niceness=niceness)
        service.grace = WORKER_GRACE_SECONDS
        return service

    def _python(
        self, name: str, log: str, *arguments: str | Path, extra: Mapping[str, str] | None = None, niceness: int = 0
    ) -> Service:
        path = self.places.logs / f"{log}.log"
        environment = {**self.environment, **(extra or {})}
        line = [sys.executable, *map(str, arguments)]
        launch = command(line, log=path, environment=environment, folder=self.root, niceness=niceness)
        return Service(name=name, launch=launch, log=path)


def _started_again(home: Path) -> subprocess.Popen[bytes]:
    try:
        process = start_postgres(home).process
    except DatabaseError as problem:
        raise CannotRun(str(problem)) from problem
    assert process is not None  # its predecessor has just died
    return process
