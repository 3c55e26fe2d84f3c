"""How does the database keep an append-only table honest?

A trigger numbers each row, chains it to its predecessor by SHA-256 and refuses UPDATE and DELETE. The digest
covers every non-null column, so a nullable column added later leaves the old rows valid.
"""

from __future__ import annotations

from django.db import connection, migrations

_SEAL = """
CREATE OR REPLACE FUNCTION bhxh_seal() RETURNS trigger LANGUAGE plpgsql SET timezone TO 'UTC' AS $body$
DECLARE last_seq bigint; last_hash text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('bhxh_seal:' || TG_TABLE_NAME));
    EXECUTE format('SELECT seq, hash FROM %I ORDER BY seq DESC LIMIT 1', TG_TABLE_NAME) INTO last_seq, last_hash;
    NEW.seq := coalesce(last_seq, 0) + 1;
    NEW.prev_hash := coalesce(last_hash, '');
    NEW.at := clock_timestamp();
    NEW.hash := encode(sha256(convert_to(jsonb_strip_nulls(to_jsonb(NEW) - 'hash')::text, 'UTF8')), 'hex');
    RETURN NEW;
END $body$;
CREATE OR REPLACE FUNCTION bhxh_refuse() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $body$;
"""

_SEALED = """
CREATE TRIGGER {table}_seal BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION bhxh_seal();
"""
_KEPT = """
CREATE TRIGGER {table}_refuse BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION bhxh_refuse();
"""

_BROKEN = """
SELECT seq FROM (
    SELECT t.seq, t.hash, t.prev_hash, t.seq - 1 AS expected_prev_seq,
           lag(t.hash, 1, '') OVER w AS before_hash, lag(t.seq, 1, 0::bigint) OVER w AS before_seq,
           encode(sha256(convert_to(jsonb_strip_nulls(to_jsonb(t) - 'hash')::text, 'UTF8')), 'hex') AS real_hash
    FROM {table} t WINDOW w AS (ORDER BY t.seq)
) s WHERE hash <> real_hash OR prev_hash <> before_hash OR before_seq <> expected_prev_seq ORDER BY seq LIMIT 1
"""


def functions() -> migrations.RunSQL:
    """The migration step that makes the two trigger functions."""
    return migrations.RunSQL(_SEAL, "DROP FUNCTION IF EXISTS bhxh_seal, bhxh_refuse")


def append_only(table: str) -> migrations.RunSQL:
    """The migration step that seals one table."""
    return migrations.RunSQL((_SEALED + _KEPT).format(table=table), _dropped(table, "seal", "refuse"))


def never_changed(table: str) -> migrations.RunSQL:
    """The migration step that lets rows be added to a table, never changed or taken away."""
    return migrations.RunSQL(_KEPT.format(table=table), _dropped(table, "refuse"))


def _dropped(table: str, *parts: str) -> str:
    return "; ".join(f"DROP TRIGGER IF EXISTS {table}_{part} ON {table}" for part in parts)


def first_broken(table: str) -> int | None:
    """The number of the first row whose chain does not hold, or None when the whole table is sound."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone TO 'UTC'" if connection.in_atomic_block else "SET timezone TO 'UTC'")
        cursor.execute(_BROKEN.format(table=connection.ops.quote_name(table)))
        row = cursor.fetchone()
    return row[0] if row else None
