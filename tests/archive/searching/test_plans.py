"""Does every way of finding have an index to ask, so that no search reads a whole table?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.searching import find
from bhxh_archive.models import User
from tests.archive.shelf import SIGNED_ON, Shelf

pytestmark = pytest.mark.slow

CROWD = 1000
TEXTS = ("", "Phạm Thị Hường", "huong", "031169000123", "05/QĐ-BHXH", "nghi viec", "G12.99.31-261123-0001-K")
NARROWED = {"procedure_code": "HUU", "birth_year": 1969, "decided_from": SIGNED_ON, "decided_to": SIGNED_ON}


def plans(name: str, text: str, filters: dict[str, Any]) -> list[str]:
    """How PostgreSQL would answer each question of a search if reading a whole table were the last thing it does.

    The tables of a test are so small that reading them whole is the best plan; forbidden to, it takes an index where
    there is one that fits the question.
    """
    with CaptureQueriesContext(connection) as asked:
        find(User.objects.get(username=name), text=text, **filters)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        return [explained(cursor, row["sql"]) for row in asked if '"archive_' in row["sql"]]


def explained(cursor: object, sql: str) -> str:
    cursor.execute(f"EXPLAIN {sql}")  # type: ignore[attr-defined]
    return "\n".join(line for (line,) in cursor.fetchall())  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["luutru", "tiepnhan-hp"])
@pytest.mark.parametrize("filters", [{}, NARROWED], ids=["all", "narrowed"])
def test_no_search_reads_a_whole_table(shelf: Shelf, name: str, filters: dict[str, Any]) -> None:
    shelf.add(decision="05/QĐ-BHXH", pages=["Quyết định nghỉ việc"])
    for text in TEXTS:
        found = plans(name, text, filters)
        assert found, "nothing was asked of the archive's tables"
        for plan in found:
            assert not re.search(r"Seq Scan on archive_", plan), f"{text!r}: {plan}"


INDEXES = [
    ("Phạm Thị Hường", "record_person_name"), ("huong", "record_person_words"), ("nghi viec", "record_page_words"),
    ("", "record_newest"), ("031169000123", "archive_recordperson_personal_id"),
    ("05/QĐ-BHXH", "archive_archiverecord_decision_number_folded"),
    ("05/QĐ-BHXH", "archive_recorddocument_number_folded"),
]  # fmt: skip


def test_each_way_has_its_index(shelf: Shelf) -> None:
    """Among so many that the statistics, taken anew, make any other way round dearer than the index of the way."""
    shelf.crowd(CROWD)
    shelf.add(decision="05/QĐ-BHXH", pages=["Quyết định nghỉ việc"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('record_page_words')")  # what autovacuum does, too
        cursor.execute("ANALYZE")

    for text, index in INDEXES:
        found = "\n".join(plans("luutru", text, {}))
        assert index in found, f"{text!r}: {found}"
