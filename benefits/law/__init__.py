"""Which numbers of the law hold: those that come with the program, and those that administrators entered for them?"""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.core.signals import request_finished, request_started

from benefits.arithmetic.rules import Rule, Rules, load_rules
from benefits.arithmetic.tables import Table, load_tables
from benefits.models import LawChange

FOLDER: Final = settings.BASE_DIR / "fixtures" / "rules"
_FOUND: ContextVar[list[Rules] | None] = ContextVar("law_of_this_request", default=None)
"""What was found in the request at hand, so that a page of many sums asks once; None outside of requests."""


@lru_cache(maxsize=1)
def tables() -> dict[str, Table]:
    """Every table by name."""
    return load_tables(FOLDER)


@lru_cache(maxsize=1)
def shipped() -> Rules:
    """The numbers that come with the program."""
    return load_rules(FOLDER)


def in_force() -> Rules:
    """The dated numbers of the law, approved ones of administrators included. One query for a request."""
    found = _FOUND.get()
    if found:
        return found[0]
    rules = _overlaid(tuple(_approved()))
    if found is not None:
        found.append(rules)
    return rules


@lru_cache(maxsize=4)
def _overlaid(rows: tuple[Rule, ...]) -> Rules:
    return shipped().overlaid(rows)


def _approved() -> Iterator[Rule]:
    for change in LawChange.objects.filter(state=LawChange.State.APPROVED).order_by("approved_at", "pk"):
        yield from rules_of(change)


def rules_of(change: LawChange) -> Iterator[Rule]:
    """The numbers of one change."""
    for key, value in change.values.items():
        yield Rule(change.table, key, Decimal(value), change.valid_from, change.valid_to, change.source,
                   change.confirmed)  # fmt: skip


def forget() -> None:
    """The numbers have just changed: look again."""
    if found := _FOUND.get():
        found.clear()


def _begin(**_: Any) -> None:
    _FOUND.set([])


def _end(**_: Any) -> None:
    _FOUND.set(None)


request_started.connect(_begin)
request_finished.connect(_end)
