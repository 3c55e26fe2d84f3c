"""Who receives for a child what the decision pays whose amount a draft adjusts?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from benefits import reading
from benefits.earlier.adjusted_lines import line_in, paid_each_month
from benefits.earlier.changing import granted_by
from benefits.models import DocumentChange, Draft
from intake.models import Result

FIELD: Final = "received_by"
"""In which the officer says it where it is another one."""


def receiver_in(draft: Draft, entries: Mapping[str, Any], result: Result | None) -> str:
    """`bà Lê Thị Mùa`: as typed, else as the decision that is adjusted names who receives for the person; "" where that
    one receives the own money, or nothing is known."""
    if typed := reading.text(entries, FIELD):
        return typed
    return _named(result, line_in(draft, entries, granted_by(result))) if result else ""


def _named(result: Result, line: int | None) -> str:
    """On that line, or, of an adjustment made before it named anybody, by what that one adjusts."""
    data = granted_by(result)
    rows = paid_each_month(data)
    if rows or not data:
        return str(rows[line - 1]["receiver"]) if rows and line else ""
    if FIELD in data or not (before := data.get("line")):
        return str(data.get(FIELD, ""))
    change = DocumentChange.objects.in_force().filter(by=result, act=DocumentChange.Act.ADJUSTS).first()
    return _named(change.earlier, before) if change and change.earlier else ""
