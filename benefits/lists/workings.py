"""How does each settled line explain its amount on the annex: its figures, formulas and articles, in short?"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from benefits.arithmetic.steps import Step, figure
from benefits.lists.figures import FIGURES, Figure
from benefits.lists.paper import LETTERS
from benefits.lists.settled import SettledLine, SettledList

_IN_THE_FORMULA: Final = ("salary", "average", "amount", "days", "ground")

_NOTHING_SPECIAL: Final = (False, "0", 0, "NORMAL")
"""Left out: these set no limit and no rate of their own."""


def line_workings(result: SettledList) -> list[dict[str, Any]]:
    """One row a line under the place that it has on the list: `A3` is the third of group A."""
    return [_working(row, f"{LETTERS[group]}{number}")
            for group, (_, rows) in enumerate(result.groups) for number, row in enumerate(rows, start=1)]  # fmt: skip


def _working(row: SettledLine, place: str) -> dict[str, Any]:
    found = row.computed.result
    assert found, "what is settled was computed"
    return {"place": place, "name": row.line.full_name, "inputs": "; ".join(_inputs(row)),
            "steps": [sentence(step) for step in found.steps], "amount": row.computed.amount}  # fmt: skip


def _inputs(row: SettledLine) -> Iterator[str]:
    """What the formula does not show: from when to when, and what sets limits and rates."""
    line, case = row.line, row.computed.read.case
    if line.starts_on and line.ends_on:
        yield f"nghỉ {line.starts_on:%d/%m/%Y} - {line.ends_on:%d/%m/%Y}"
    for asked in FIGURES[row.computed.kind]:
        if asked.name not in _IN_THE_FORMULA and case.get(asked.key, False) not in _NOTHING_SPECIAL:
            yield f"{asked.label[0].lower()}{asked.label[1:]}: {_shown(asked, case[asked.key])}"


def _shown(asked: Figure, value: Any) -> str:
    if value is True:
        return "có"
    if asked.choices:
        return dict(asked.choices)[value].lower()
    if asked.name == "born":
        return "/".join(reversed(value.split("-")))
    return figure(Fraction(str(value)))


def sentence(step: Step) -> str:
    """`Trợ cấp ốm đau: 12.000.000 × 75% / 24 × 5 ngày = 1.875.000 đồng (Điều 45 …)`; a stated amount has its ground
    for both formula and article, and says it once."""
    article = f" ({step.article})" if step.article != step.formula_vi else ""
    return f"{step.label_vi}: {step.formula_vi} = {figure(step.value)} {step.unit}{article}"
