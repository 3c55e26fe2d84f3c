"""Which lines of an employer's list does a supplement request propose to ask for, and how is another one named?"""

from __future__ import annotations

from functools import partial
from typing import Final

from bhxh_archive.text import fold
from intake import queries, rules
from intake.forms.line_defects import Asking
from intake.models import ComponentType, Dossier, EmployerList, ListLine
from intake.rules.list_benefits import of_the_line

REMEDIES: Final = {
    "ORIGINAL": "Nộp bản chính.", "COPY": "Nộp bản sao, xuất trình bản chính để đối chiếu.",
    "ORIGINAL_OR_COPY": "Nộp bản chính hoặc bản sao.", "CUSTODY": "Nộp bản chính.",
}  # fmt: skip
"""How a missing paper is proposed to be handed in, by what the catalogue asks for."""
MOST_PROPOSED: Final = 100
MISSING: Final = "Còn thiếu, đề nghị nộp."


def line_asking(dossier: Dossier) -> Asking | None:
    """None where there is no list, or its lines have no papers of their own."""
    found = queries.list_of(dossier) if queries.has_list(dossier) else None
    kinds = list(queries.line_paper_types(dossier)) if found else []
    if found is None or not kinds:
        return None
    lacking = queries.lines_without_papers(found)
    first = list(lacking[:MOST_PROPOSED])
    return Asking(
        dossier, kinds, partial(_called, found), _of_kind,
        [_proposal(line, of_the_line(line, kinds)[0]) for line in first],
        more=lacking.count() - len(first) if len(first) == MOST_PROPOSED else 0,
    )  # fmt: skip


def _called(found: EmployerList, typed: str) -> list[ListLine]:
    """By what somebody types, or by ordinal and name as they are proposed."""
    ordinal, _, name = typed.strip().partition(" ")
    proposed = queries.line_called(found, ordinal) if ordinal.isdecimal() and name else []
    if [row.name_folded for row in proposed] == [fold(name)]:
        return proposed
    return queries.line_called(found, typed)


def _of_kind(kind: ComponentType) -> tuple[str, str]:
    return REMEDIES[kind.original_or_copy], rules.ground_of(kind, kind.procedure)


def _proposal(line: ListLine, kind: ComponentType) -> dict[str, str]:
    called, (remedy, ground) = f"{line.ordinal} {line.full_name}".strip(), _of_kind(kind)
    return {"n": called, "k": str(kind.pk), "c": MISSING, "r": remedy, "g": ground}
