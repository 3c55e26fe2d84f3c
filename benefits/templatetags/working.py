"""How is a step of the computation shown? `{% load working %}`."""

from __future__ import annotations

from decimal import Decimal

from django import template

from benefits.arithmetic import steps
from benefits.forms.rows import PeriodRow
from benefits.wording.names import called

register = template.Library()


@register.filter
def figure(value: Decimal) -> str:
    """6522646 -> '6.522.646', 21.5 -> '21,5'."""
    return steps.figure(value)


@register.filter
def unconfirmed(one: steps.Step) -> bool:
    """Whether a number of the law behind this step still wants confirming."""
    return any(not rule.confirmed for rule in one.rules)


@register.filter(name="called")
def called_(code: str, title: str) -> str:
    """`{{ result.kind|called:result.title }}`: the document in few words."""
    return called(code, title)


@register.inclusion_tag("benefits/cell.html")
def cell(row: PeriodRow, name: str, label: str, hint: str = "") -> dict[str, object]:
    """One input of a row of the contribution history."""
    return {"row": row, "name": name, "label": label, "hint": hint, "value": row.typed[name],
            "error": row.errors.get(name, "")}  # fmt: skip
