"""How does a test process, or a test, get a database of its own whose rows other processes see?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from itertools import count
from typing import Any, Final
from urllib.parse import quote

import psycopg2
from django.db import connection, transaction
from psycopg2 import sql

_numbers = count(1)
WITH_SCHEMA: Final = {"auth_permission", "django_content_type"}


def url() -> str:
    """The database this process talks to, as an address for the processes it starts."""
    found = connection.settings_dict
    return f"postgres://{found['USER']}:{quote(found['PASSWORD'])}@{found['HOST']}:{found['PORT']}/{found['NAME']}"


@contextmanager
def fresh(purpose: str, *, like: str = "template1") -> Iterator[str]:
    """A new database, a copy of `like`, for as long as the block runs; file by file, not row by row through the log."""
    name = f"{purpose}_{os.getpid()}_{next(_numbers)}"
    connection.close()
    order("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, like)
    try:
        yield name
    finally:
        order("DROP DATABASE {} WITH (FORCE)", name)


@contextmanager
def talking_to(name: str) -> Iterator[None]:
    """Let Django talk to this database meanwhile."""
    before = connection.settings_dict["NAME"]
    _talk_to(name)
    try:
        yield
    finally:
        _talk_to(before)


def _talk_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def sweep() -> None:
    """Empty the database Django talks to, but for the content types and permissions, which come with the schema.

    Only a superuser may, for neither foreign keys nor the seals of what is never deleted are asked.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(_which_are_filled())
        for (table,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")


@cache
def _which_are_filled() -> str:
    """The question for the names of the tables that hold anything."""
    tables = sorted(
        {*connection.introspection.django_table_names(only_existing=True, include_views=False)} - WITH_SCHEMA
    )
    return " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT FROM {connection.ops.quote_name(table)})" for table in tables
    )


@cache
def may_sweep() -> bool:
    """Whether our role is a superuser, as it is on the server of the tests."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])


def order(text: str, *names: str) -> None:
    """Tell the server something about databases: CREATE, DROP, RENAME."""
    with closing(maintenance()) as server:
        server.autocommit = True
        server.cursor().execute(sql.SQL(text).format(*map(sql.Identifier, names)))


def maintenance() -> Any:
    """A connection to the server from outside every database of ours."""
    found = connection.settings_dict
    return psycopg2.connect(
        dbname="postgres", user=found["USER"], password=found["PASSWORD"], host=found["HOST"], port=found["PORT"]
    )
