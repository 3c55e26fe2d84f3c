"""Of a decision that pays several relatives each month: whose line does a draft adjust?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from benefits import reading
from benefits.models import Draft
from benefits.persons import Identity, beneficiary_of, identity_of
from bhxh_archive.ui.reading import whole_number

FIELD: Final = "adjusted_line"
"""In which the officer says it where the papers leave it open: the number of the line, from 1."""
Data = dict[str, Any]
"""What was frozen of a decision."""


def paid_each_month(data: Data) -> list[Data]:
    """Its relatives in their order, in the shape of `shapes.common.Survivor`; none of one that is made out to a person
    or pays once."""
    rows: list[Data] = data.get("relatives", []) if data.get("start") else []
    return rows


def lines_of(draft: Draft, data: Data) -> list[int]:
    """The lines that may be those of the draft's person: one alone where it bears a number of this person."""
    person = beneficiary_of(draft)
    mine = identity_of(person) if person else Identity("", "")
    known = list(enumerate(map(_identity, paid_each_month(data)), start=1))
    by_number = [line for line, one in known if mine.shares_a_number(one)]
    return by_number or [line for line, one in known if mine.may_be_that_of(one)]


def line_of(draft: Draft, data: Data) -> int | None:
    """The line of the draft's person: the only one there is, or the one that is surely this person's and may be nobody
    else's; None where a person must say, 0 of a decision that has no lines."""
    rows = paid_each_month(data)
    if len(rows) < 2:
        return len(rows)
    found, person = lines_of(draft, data), beneficiary_of(draft)
    sure = len(found) == 1 and person and identity_of(person).is_that_of(_identity(rows[found[0] - 1]))
    return found[0] if sure else None


def line_in(draft: Draft, entries: Mapping[str, Any], data: Data) -> int | None:
    """The same, where it stays open as chosen in what was typed or saved."""
    line, chosen = line_of(draft, data), whole_number(reading.text(entries, FIELD)) or 0
    if line is None and 0 < chosen <= len(paid_each_month(data)):
        return chosen
    return line


def monthly_of(data: Data, line: int | None) -> int | None:
    """What the decision grants each month on that line, in đồng; None where it is not clear or nothing is known."""
    if not line:
        return data.get("total") if line == 0 and data.get("start") else None
    amount: int = paid_each_month(data)[line - 1]["amount"]
    return amount


def _identity(row: Data) -> Identity:
    return Identity(row["name"], row.get("birth", ""), row["id_number"], row["insurance_number"])
