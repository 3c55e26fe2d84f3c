"""Does the chain of events name the first row that was tampered with?"""

from __future__ import annotations

import pytest
from django.db import connection

from bhxh_archive.ledger import first_broken
from bhxh_archive.models import AccessLog, User

TABLE = "bhxh_archive_accesslog"


@pytest.fixture
def looks(db: None) -> list[int]:
    """Three looks at documents; returns their numbers."""
    user = User.objects.create_user("xem", full_name="Người xem", password="mat-khau-2026")
    for number in range(3):
        AccessLog.objects.create(by=user, action="view", subject=f"page:{number}", address="127.0.0.1")
    return list(AccessLog.objects.order_by("seq").values_list("seq", flat=True))


def tamper(statement: str) -> None:
    """What an administrator of the database could do: switch the guard off, change, switch it on again."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute(f"ALTER TABLE {TABLE} ENABLE TRIGGER USER")


def test_an_untouched_chain_holds(looks: list[int]) -> None:
    assert looks == [1, 2, 3]
    assert first_broken(TABLE) is None


def test_a_changed_row_is_named(looks: list[int]) -> None:
    tamper(f"UPDATE {TABLE} SET subject = 'page:9' WHERE seq = 2")
    assert first_broken(TABLE) == 2


def test_a_removed_row_is_noticed_at_its_successor(looks: list[int]) -> None:
    tamper(f"DELETE FROM {TABLE} WHERE seq = 2")
    assert first_broken(TABLE) == 3


def test_a_row_may_not_bring_its_own_number_or_time(looks: list[int]) -> None:
    user = User.objects.get(username="xem")
    AccessLog.objects.create(by=user, action="view", subject="page:7", seq=900, hash="f" * 64)
    assert AccessLog.objects.order_by("seq").last().seq == 4  # type: ignore[union-attr]
    assert first_broken(TABLE) is None
