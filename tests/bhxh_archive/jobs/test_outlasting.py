"""Does a process wait for a database that goes away, say so once, and go on?"""

import logging

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from bhxh_archive.jobs.outlasting import outlast

pytestmark = pytest.mark.django_db(transaction=True)


def _ask(question: str = "SELECT 1") -> None:
    with connection.cursor() as cursor:
        cursor.execute(question)


def test_a_lost_session_is_replaced(caplog: pytest.LogCaptureFixture) -> None:
    begun = []

    def work() -> None:
        begun.append(1)
        _ask("SELECT pg_terminate_backend(pg_backend_pid())" if len(begun) < 3 else "SELECT 1")

    with caplog.at_level(logging.WARNING):
        outlast(work)
    assert len(begun) == 3
    assert [record.message.partition(" is ")[2].split(",")[0][:4] for record in caplog.records] == ["away", "back"] * 2


def test_another_fault_is_not_waited_for() -> None:
    with pytest.raises(ProgrammingError):
        outlast(lambda: _ask("SELECT * FROM what_is_not_there"))


def test_what_is_not_wanted_any_more_is_not_begun_again() -> None:
    begun = []

    def work() -> None:
        begun.append(1)
        _ask("SELECT pg_terminate_backend(pg_backend_pid())")

    outlast(work, wanted=lambda: not begun)
    assert begun == [1]
