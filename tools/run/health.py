"""Is a container doing its work? `python -m tools.run.health web URL | lane NAME | database` ends with 0 when it does.

Container engines ask this again and again, so it loads neither Django nor the settings.
"""

import argparse
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing
from typing import Any

import psycopg2

WAITING_TOO_LONG_MINUTES = 10
# Work has been due for a while, and nobody in the lane has anything in hand. django-tasks-db writes the year 9999
# into `run_after` for "at once".
LEFT_LYING = """
    SELECT count(*) FROM django_tasks_database_dbtaskresult
    WHERE queue_name = %(lane)s AND status = 'READY'
      AND CASE WHEN run_after > '9000-01-01' THEN enqueued_at ELSE greatest(enqueued_at, run_after) END
          < now() - %(minutes)s * interval '1 minute'
      AND NOT EXISTS (SELECT 1 FROM django_tasks_database_dbtaskresult AS other
                      WHERE other.queue_name = %(lane)s AND other.status = 'RUNNING')
"""


def web(url: str) -> str:
    """What is wrong with the web server; empty when it answers its health address."""
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - the address is ours
            return ""
    except (urllib.error.URLError, TimeoutError) as error:
        return str(error)


def lane(name: str) -> str:
    """What is wrong with a lane of background work; empty when nothing that is due is left lying."""
    left = _ask(LEFT_LYING, lane=name, minutes=WAITING_TOO_LONG_MINUTES)
    return f"{left} tasks are due and nobody works on them" if left else ""


def database(_: str) -> str:
    """What is wrong with the way to the database; empty when it answers."""
    return "" if _ask("SELECT 1") == 1 else "the database answers nonsense"


def _ask(question: str, **values: Any) -> Any:
    with closing(psycopg2.connect(os.environ["DATABASE_URL"], connect_timeout=5)) as connection:
        cursor = connection.cursor()
        cursor.execute(question, values)
        return (cursor.fetchone() or (None,))[0]


QUESTIONS: dict[str, Callable[[str], str]] = {"web": web, "lane": lane, "database": database}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.run.health")
    parser.add_argument("question", choices=QUESTIONS)
    parser.add_argument("subject", nargs="?", default="")
    arguments = parser.parse_args()
    try:
        problem = QUESTIONS[arguments.question](arguments.subject)
    except psycopg2.Error as error:
        problem = str(error)
    print(problem, file=sys.stderr)
    return 1 if problem else 0


if __name__ == "__main__":
    sys.exit(main())
