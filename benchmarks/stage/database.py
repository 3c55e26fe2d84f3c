"""On which database is measured? An empty one of its own, beside those of the product, dropped afterwards."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import sql

from benchmarks.report import KEPT
from tools.postgres import start

NAME = "bhxh_bench"


@contextmanager
def own_database() -> Iterator[str]:
    """The DATABASE_URL of an empty database on the server that DATABASE_URL names; without one on an embedded server
    that runs as the product's does, from `var/bench/postgres`."""
    with _server() as beside:
        name = f"{NAME}_{os.getpid()}"
        _tell(beside, "CREATE DATABASE {}", name)
        try:
            yield urlsplit(beside)._replace(path=f"/{name}").geturl()
        finally:
            _tell(beside, "DROP DATABASE {} WITH (FORCE)", name)


@contextmanager
def _server() -> Iterator[str]:
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    server = start(KEPT / "postgres")
    try:
        yield server.url
    finally:
        server.stop()


def _tell(url: str, statement: str, name: str) -> None:
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        connection.cursor().execute(sql.SQL(statement).format(sql.Identifier(name)))


def use(url: str) -> None:
    """Make it the database of this process, with tables, catalogue and demo people; call before Django is set up."""
    import django
    from django.core.management import call_command

    os.environ["DATABASE_URL"] = url
    django.setup()
    for command in ("migrate", "load_catalogue", "load_demo"):
        call_command(command, verbosity=0)


def leave() -> None:
    """Let go of the database, so that it can be dropped."""
    from django.db import connection

    connection.close()
