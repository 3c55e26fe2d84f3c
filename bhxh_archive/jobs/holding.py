"""Who has a piece of background work in hand, and how does everybody know at once that nobody has?

A worker holds a session-level advisory lock of PostgreSQL on its job, taken in the very session that it writes
through. When the process dies, or the session is lost, the server lets go by itself in that moment; and whatever a
worker that has lost its session was about to write fails, so whoever takes the work up is alone. (A connection pooler
between worker and server must therefore pool by session.)
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

from django.db import Error, connection

# The first half of every key, "JOBS": the server's advisory locks are one space for all who use them.
SPACE: Final = 0x4A4F4253
LARGEST: Final = 0x7FFFFFFF
CUT_OFF_MILLISECONDS: Final = 5_000
LOCKS: Final = """
    FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database AND datname = current_database()
    WHERE locktype = 'advisory' AND classid = %s AND objsubid = 2 AND granted
"""


@contextmanager
def in_hand(job_id: int) -> Iterator[bool]:
    """Hold this job while the block runs; false when somebody else does."""
    (mine,) = _ask("SELECT pg_try_advisory_lock(%s, %s)", SPACE, number(job_id))[0]
    try:
        yield mine
    finally:
        if mine:
            with suppress(Error):  # a lost session has let go already
                _ask("SELECT pg_advisory_unlock(%s, %s)", SPACE, number(job_id))


def number(job_id: int) -> int:
    """The job's half of the key: PostgreSQL takes 32 bits."""
    return job_id & LARGEST


def held() -> set[int]:
    """The numbers of all jobs that a living session has in hand."""
    return {found for (found,) in _ask(f"SELECT objid::bigint {LOCKS}", SPACE)}


def cut_off(job_id: int) -> None:
    """End the session that holds this job, so that what hangs in it can write nothing when it wakes up."""
    _ask(f"SELECT pg_terminate_backend(pid, %s) {LOCKS} AND objid = %s", CUT_OFF_MILLISECONDS, SPACE, number(job_id))


def still_mine(job_id: int) -> bool:
    """Whether this process holds the job yet; not when its session was lost, though Django may have made a new one."""
    try:
        return bool(_ask(f"SELECT 1 {LOCKS} AND objid = %s AND pid = pg_backend_pid()", SPACE, number(job_id)))
    except Error:
        return False


def _ask(question: str, *values: int) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchall()
