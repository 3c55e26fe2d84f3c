"""What does the catalogue of PostgreSQL say of a database, apart from the order of columns, which nothing relies on?"""

from __future__ import annotations

from typing import Any, Final

from django.db import connection

OURS: Final = "'public'::regnamespace"
FACTS: Final = {
    "relation": f"""
        SELECT relname, relkind, relpersistence, reloptions, relrowsecurity, pg_get_userbyid(relowner),
               relacl::text, obj_description(oid, 'pg_class')
        FROM pg_class WHERE relnamespace = {OURS}
    """,
    "column": f"""
        SELECT attrelid::regclass::text, attname, format_type(atttypid, atttypmod), attnotnull, attidentity,
               attgenerated, attstorage, attcompression, attoptions, attcollation::regcollation::text,
               pg_get_expr(adbin, adrelid), col_description(attrelid, attnum)
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE relnamespace = {OURS} AND relkind <> 'i' AND attnum > 0 AND NOT attisdropped
    """,
    "constraint": f"""
        SELECT conrelid::regclass::text, conname, contype, pg_get_constraintdef(oid), condeferrable, condeferred,
               convalidated
        FROM pg_constraint WHERE connamespace = {OURS}
    """,
    "index": f"""
        SELECT pg_get_indexdef(indexrelid), indisunique, indisprimary, indisvalid, indimmediate, indisclustered,
               indisreplident
        FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE relnamespace = {OURS}
    """,
    "trigger": """
        SELECT pg_get_triggerdef(oid), tgenabled, tgdeferrable FROM pg_trigger WHERE NOT tgisinternal
    """,
    "function": f"""
        SELECT pg_get_functiondef(oid), prosecdef, proacl::text FROM pg_proc WHERE pronamespace = {OURS}
    """,
    "sequence": f"""
        SELECT seqrelid::regclass::text, seqtypid::regtype::text, seqstart, seqincrement, seqmin, seqmax, seqcache,
               seqcycle, refobjid::regclass::text, attname, deptype
        FROM pg_sequence JOIN pg_class ON oid = seqrelid AND relnamespace = {OURS}
        LEFT JOIN pg_depend ON classid = 'pg_class'::regclass AND objid = seqrelid AND deptype IN ('a', 'i')
        LEFT JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
    """,
    "type": f"SELECT typname, typtype FROM pg_type WHERE typnamespace = {OURS}",
    "rule": f"SELECT definition FROM pg_rules WHERE schemaname::regnamespace = {OURS}",
    "policy": "SELECT tablename, policyname FROM pg_policies",
    "extension": "SELECT extname, extversion FROM pg_extension",
    "schema": "SELECT nspname, nspacl::text FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp'",
}
"""A query for each kind of thing a schema is made of; a row is one fact of it."""


def facts() -> set[tuple[Any, ...]]:
    """Every fact of the schema of the database Django talks to, headed by its kind."""
    with connection.cursor() as cursor:
        return {(kind, *map(_plain, row)) for kind, query in FACTS.items() for row in _asked(cursor, query)}


def _asked(cursor: Any, query: str) -> list[tuple[Any, ...]]:
    cursor.execute(query)
    return list(cursor.fetchall())


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def filled() -> set[str]:
    """The tables that hold anything."""
    with connection.cursor() as cursor:
        return {name for name in connection.introspection.table_names(cursor) if _any(cursor, name)}


def _any(cursor: Any, table: str) -> bool:
    cursor.execute(f"SELECT EXISTS (SELECT FROM {connection.ops.quote_name(table)})")
    return bool(cursor.fetchone()[0])
