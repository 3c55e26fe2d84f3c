"""How are rows poured into a model's table by the hundred thousand, without writing out what the model knows itself?"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Model
from psycopg2.extras import execute_values

Parameters = dict[str, Any]


def pour(model: type[Model], source: str, parameters: Parameters, **columns: str) -> None:
    """INSERT … SELECT. `columns` maps columns to SQL over `source`; every other field gets the model's own default."""
    given = dict(parameters)
    for field in model._meta.local_concrete_fields:
        assert field.column
        if field.column in columns or field.primary_key or field.generated or field.has_db_default():
            continue
        given[f"default_{field.column}"] = field.get_db_prep_save(field.pre_save(model(), add=True), connection)
        columns[field.column] = f"%(default_{field.column})s"
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(map(connection.ops.quote_name, columns))
    tell(f"INSERT INTO {table} ({names}) SELECT {', '.join(columns.values())} FROM {source}", given)
    if "id" in columns:
        tell(
            f"SELECT setval(pg_get_serial_sequence('{model._meta.db_table}', 'id'), (SELECT max(id) + 1 FROM {table}))"
        )


def shelf(name: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """A temporary table to choose from while pouring, made once a connection; its rows are numbered from 0 by `id`."""
    tell(f"DROP TABLE IF EXISTS {name}")
    tell(f"CREATE TEMPORARY TABLE {name} (id bigint PRIMARY KEY, {columns})")
    with connection.cursor() as cursor:
        execute_values(cursor.cursor, f"INSERT INTO {name} VALUES %s", [(n, *row) for n, row in enumerate(rows)])
    tell(f"ANALYZE {name}")


@contextmanager
def without_indexes(*tables: str) -> Iterator[None]:
    """Text indexes are built at the end: kept up row by row they take several times as long."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND indexdef LIKE %s",
                       [list(tables), "%USING gin%"])  # fmt: skip
        found = cursor.fetchall()
    _settle_constraints()
    for name, _ in found:
        tell(f"DROP INDEX {connection.ops.quote_name(name)}")
    yield
    _settle_constraints()
    for _, definition in found:
        tell(definition)


def _settle_constraints() -> None:
    """Inside a transaction (of a test) no index changes while a deferred check is pending; outside there is none."""
    if connection.in_atomic_block:
        tell("SET CONSTRAINTS ALL IMMEDIATE")
        tell("SET CONSTRAINTS ALL DEFERRED")


def tell(statement: str, parameters: Parameters | None = None) -> None:
    """One statement; `%` is itself where there are no parameters."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
