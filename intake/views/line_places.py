"""Which papers may the pages of a part be at the line of an employer's list for which they are?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bhxh_archive.documents.sheet_codes import at_line
from intake.models import Component, ComponentType, ListLine
from intake.rules.list_benefits import of_the_line


@dataclass(frozen=True)
class LinePlaces:
    """The kinds of paper of a line to choose from: what a separator of the line says of each, and its name; `chosen`
    is the present one."""

    line: ListLine
    papers: Sequence[tuple[str, str]]
    chosen: str


def line_places(paper: Component | None, kinds: Sequence[ComponentType]) -> LinePlaces | None:
    """Where the paper is one of a line; `kinds`: what may lie at the lines of its dossier."""
    if paper is None or paper.line is None:
        return None
    line = paper.line
    first = {kind.code: kind for kind in reversed([*of_the_line(line, kinds), paper.type])}
    papers = [(at_line(line.pk, code), f"{kind.name}{paper.whose}") for code, kind in reversed(first.items())]
    return LinePlaces(line, papers, at_line(line.pk, paper.type.code))
