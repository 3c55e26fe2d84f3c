"""Does any page of a desk ask the database more often when there is more in it?"""

from __future__ import annotations

import pytest

from benchmarks.desk import look
from benchmarks.stage.crowd import EVEN, grow
from benchmarks.stage.visits import visits
from bhxh_archive.models import User

FEW, MANY = 180, 720
"""A few rows in every queue, and more than fill a page of it."""
MOST = 30


def queries() -> dict[str, int]:
    return {visit.case: look(visit, rounds=2, warm_up=0).queries for visit in visits() if visit.addresses}


@pytest.mark.slow
def test_no_page_asks_more_often_of_more_rows(demo: dict[str, User]) -> None:
    grow(to=FEW, every=4, shares=EVEN)
    few = queries()
    grow(to=MANY, every=4, shares=EVEN)
    many = queries()

    assert {case: (few[case], many[case]) for case in few if many[case] != few[case]} == {}
    assert {case: number for case, number in many.items() if number > MOST} == {}
    assert len(few) > 50  # queues, tabs, searches, lists and records have all been looked at
