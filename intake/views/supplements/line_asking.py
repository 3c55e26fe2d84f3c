"""Which lines of an employer's list does a supplement request propose to ask for, and how is another one named?"""

from __future__ import annotations

from collections.abc import Sized
from functools import partial
from typing import Final

from bhxh_archive.text import fold
from intake import queries, rules
from intake.forms.line_defects import Asking
from intake.forms.verbs import MOST_WORDS
from intake.models import ComponentType, Dossier, EmployerList, ListLine
from intake.rules.list_benefits import is_one_of_with, of_the_line

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
        [_proposal(line, of_the_line(line, kinds)) for line in first],
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


def _proposal(line: ListLine, kinds: list[ComponentType]) -> dict[str, str]:
    """The first of the papers of a line; where one of several will do, the words name them all."""
    kind = kinds[0]
    called, (remedy, ground) = f"{line.ordinal} {line.full_name}".strip(), _of_kind(kind)
    names = [row.name for row in kinds if is_one_of_with(row, kind)] or [kind.name]
    wanted = asking_words(names, rules.said_missing(names))
    return {"n": called, "k": str(kind.pk), "c": wanted, "r": remedy, "g": ground}


def asking_words(papers: Sized, missing: str) -> str:
    """What is proposed to be asked for where one of these papers is `missing`."""
    one_of = f"{missing} Đề nghị nộp một trong các giấy tờ này."
    return one_of if len(papers) > 1 and len(one_of) <= MOST_WORDS else MISSING
