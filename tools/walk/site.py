"""On which database, stores and trust service does a walk stand, so that it never touches those of the product?"""

import shutil
import signal
import socket
import time
from pathlib import Path
from typing import Final

import psycopg2
from psycopg2 import sql

from bhxh_archive.settings.base import BASE_DIR
from bhxh_archive.settings.environment import VARIABLES
from tools.postgres import Server
from tools.postgres import start as start_postgres
from tools.postgres.server import DATABASE
from tools.run.errors import CannotRun
from tools.run.parts import Parts
from tools.run.places import Places
from tools.run.ports import HOST, free_port
from tools.run.service import Service
from tools.run.supervisor import Supervisor
from tools.trust.authority import DEFAULT_PORT as PORT_OF_THE_PRODUCT
from tools.trust.authority import create as create_authority
from tools.trust.entities import load_entities

ENTITIES: Final = BASE_DIR / "fixtures" / "demo" / "entities.json"
ASKED_TO_END: Final = signal.SIGTERM
ANSWERS_WITHIN_SECONDS: Final = 30
RESULTS: Final = ("*.pdf", "*.zip")
# The operator's limits hold on a walk too; addresses, keys and folders of the product do not.
KEPT_VARIABLES: Final = {"MAX_UPLOAD_MB"}


class Site:
    """Everything of one walk: results in `out`, what they were made with in `out/site`."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.places = Places(out / "site")
        foreign = {row.name: "" for row in VARIABLES if row.name not in KEPT_VARIABLES}
        own = {"VAR_DIR": str(self.places.var), "LOG_LEVEL": "WARNING"}
        self.parts = Parts(BASE_DIR, self.places, foreign | own)

    def clear(self) -> str:
        """Removes the results, files and keys of the walk before; the database's programs and cluster stay."""
        for path in [found for pattern in RESULTS for found in self.out.glob(pattern)]:
            path.unlink()
        for folder in (self.places.var / "store", self.places.var / "files", self.places.trust):
            shutil.rmtree(folder, ignore_errors=True)
        self.places.make()
        return str(self.out)

    def database(self, supervisor: Supervisor) -> str:
        """An empty database on a server of this folder. Raises DatabaseError when the server does not come up."""
        server = start_postgres(self.places.postgres, durable=False)
        if server.process is not None:
            supervisor.start(self.parts.postgres(server))
        _drop(server)
        self.parts.environment["DATABASE_URL"] = server.ensure_database()
        return f"PostgreSQL nhúng, cổng {server.port}"

    def signatures(self, supervisor: Supervisor) -> str:
        """A test authority with certificates of this walk alone. Raises CannotRun when it does not answer."""
        port = free_port(PORT_OF_THE_PRODUCT + 1)
        layout = create_authority(self.places.trust, load_entities(ENTITIES), port=port)
        service = self.parts.trust()
        supervisor.start(service)
        _wait_until_it_answers(service, port)
        self.parts.environment["TIMESTAMP_URL"] = layout.timestamp_url
        return f"dịch vụ thử nghiệm, cổng {port}; không có giá trị pháp lý"


def _drop(server: Server) -> None:
    connection = psycopg2.connect(server.url_of("postgres"))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(DATABASE)))
    connection.close()


def _wait_until_it_answers(service: Service, port: int) -> None:
    deadline = time.monotonic() + ANSWERS_WITHIN_SECONDS
    while not _listens(port):
        if service.has_died() or time.monotonic() > deadline:
            raise CannotRun(f"{service.name} không trả lời, xem {service.log}:\n{service.last_lines()}")
        time.sleep(0.05)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0
