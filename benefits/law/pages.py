"""What do the pages of the law's numbers show: which hold today, what wants confirming, what a change replaces?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from benefits import law
from benefits.arithmetic.rules import Rule
from benefits.arithmetic.steps import figure
from benefits.arithmetic.tables import Table
from benefits.law.leaps import leap, number_before, ratio
from benefits.models import LawChange


@dataclass(frozen=True)
class TableLine:
    """One table in the list: its numbers of today that nobody confirmed, and the changes that wait."""

    table: Table
    numbers: int
    unconfirmed: int
    waiting: int


@dataclass(frozen=True)
class NumberLine:
    """One number as it is read, `today` where it holds now; `before` is what it replaces, "" where nothing is known,
    `ratio` the new by the old, `leap` says where that is far from one."""

    label: str
    value: str
    rule: Rule
    today: bool
    before: str = ""
    ratio: str = ""
    leap: str = ""


def overview(today: date) -> list[TableLine]:
    """All tables. One query beside that for the rules."""
    waiting = Counter(LawChange.objects.filter(state=LawChange.State.READY).order_by().values_list("table", flat=True))
    return [_line(table, today, waiting[table.name]) for table in law.tables().values()]


def _line(table: Table, today: date, waiting: int) -> TableLine:
    rows = [rule for rule in law.in_force().of_table(table.name) if rule.valid_to is None or rule.valid_to >= today]
    return TableLine(table, len(rows), sum(not rule.confirmed for rule in rows), waiting)


def numbers_of(table: Table, today: date) -> list[NumberLine]:
    """Every number of a table, those of one key together, the newest first."""
    rows = sorted(law.in_force().of_table(table.name), key=lambda rule: rule.valid_from, reverse=True)
    order = [*table.keys, *sorted({rule.key for rule in rows} - {*table.keys})]
    rows.sort(key=lambda rule: order.index(rule.key))
    return [NumberLine(table.label(rule.key), said(table, rule.key, rule.value), rule, rule.holds_on(today))
            for rule in rows]  # fmt: skip


def said(table: Table, key: str, value: Decimal) -> str:
    """A value in words where it stands for a choice."""
    return table.choices.get(key, {}).get(f"{value}", figure(value))


def changes_of(table: str) -> list[LawChange]:
    """What administrators entered, the newest first."""
    return list(LawChange.objects.filter(table=table).select_related("added_by", "approved_by"))


def replaced_by(change: LawChange) -> list[NumberLine]:
    """The numbers of a change, each beside that which holds on its first day while it waits, later beside that which
    comes with the program."""
    table = law.tables()[change.table]
    rules = law.in_force() if change.state == LawChange.State.READY else law.shipped()
    return [_replaced(table, rule, number_before(rules, table.name, rule.key, rule.valid_from))
            for rule in law.rules_of(change)]  # fmt: skip


def _replaced(table: Table, rule: Rule, before: Decimal | None) -> NumberLine:
    value = said(table, rule.key, rule.value)
    if before is None:
        return NumberLine(table.label(rule.key), value, rule, False)
    told = said(table, rule.key, before)
    by = None if rule.key in table.choices else ratio(before, rule.value)
    if by is None:
        return NumberLine(table.label(rule.key), value, rule, False, told)
    return NumberLine(table.label(rule.key), value, rule, False, told, figure(by), leap(before, rule.value))
