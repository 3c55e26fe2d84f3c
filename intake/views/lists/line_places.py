"""Which papers may the pages of a part be at the line of an employer's list for which they are?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bhxh_archive.documents.sheet_codes import at_line, parse
from intake.models import BatchPart, ComponentType, Dossier, ListLine
from intake.queries.line_papers import counted_papers, kinds_at_lines
from intake.rules.list_benefits import likely_kinds, of_the_line

PROPOSED: Final = (
    "Loại «{name}» in trên tờ phân cách chỉ là đề xuất: giấy của dòng {ordinal} cũng có thể là {others}. So với giấy; "
    "nếu khác, chọn lại ở ô Thành phần."
)


@dataclass(frozen=True)
class LineKinds:
    """The papers that may lie at the lines of a dossier, and the codes of those counted, by line (None: for all)."""

    kinds: Sequence[ComponentType]
    counted: Mapping[int | None, Collection[str]]


def line_kinds(dossiers: Collection[Dossier]) -> dict[int, LineKinds]:
    """Dossier id -> what may lie at its lines."""
    counted = counted_papers({dossier.pk for dossier in dossiers}) if dossiers else {}
    return {pk: LineKinds(kinds, counted[pk]) for pk, kinds in kinds_at_lines(dossiers).items()}


@dataclass(frozen=True)
class LinePlaces:
    """The kinds of paper of a line to choose from: what a separator of the line says of each, and its name; `chosen`
    is the present one. `proposal` says that the sheet named one of several."""

    line: ListLine
    papers: Sequence[tuple[str, str]]
    chosen: str
    proposal: str = ""


def line_places(part: BatchPart, known: LineKinds | None) -> LinePlaces | None:
    """Where the part is for the paper of a line; `known` of its dossier."""
    paper = part.component
    if known is None or paper is None or paper.line is None:
        return None
    line = paper.line
    first = {kind.code: kind for kind in reversed([*of_the_line(line, known.kinds), paper.type])}
    papers = [(at_line(line.pk, code), f"{kind.name}{paper.whose}") for code, kind in reversed(first.items())]
    return LinePlaces(line, papers, at_line(line.pk, paper.type.code), _proposal(part, line, paper.type, known))


def _proposal(part: BatchPart, line: ListLine, kind: ComponentType, known: LineKinds) -> str:
    """What to say where the sheet named this paper and others of the line are as possible; "" otherwise."""
    code = parse(part.code)
    if code is None or (code.line, code.component) != (line.pk, kind.code):
        return ""
    others = [row.name for row in likely_kinds(line, known.kinds, known.counted) if row.code != kind.code]
    if not others:
        return ""
    return PROPOSED.format(name=kind.name, ordinal=line.ordinal, others=", ".join(f"«{name}»" for name in others))
