"""How is a line computed unless an officer says otherwise, and under which benefit is it settled?"""

from __future__ import annotations

import re
from typing import Final

from benefits.models import LineSettlement
from bhxh_archive.text import fold
from intake.models import ListLine
from intake.rules.list_benefits import (
    BENEFIT_WORDS,
    BIRTH,
    CONVALESCENCE,
    MATERNITY,
    SICKNESS,
    benefit_of_procedure,
    event_of,
)

Kind = LineSettlement.Kind
BENEFITS: Final = tuple(benefit for benefit, _ in BENEFIT_WORDS)
_FATHER: Final = re.compile(r"\bvo\b|\blao dong nam\b")
_CHILD: Final = re.compile(r"\bcon om\b|\bcham con\b")
OF_CHILD: Final = "Nghỉ chăm con ốm: giới hạn số ngày theo tuổi con, phải đối chiếu ngoài phần mềm."
ADJUSTED: Final = (
    "Phần 2, điều chỉnh số đã giải quyết: đối chiếu số đã chi; chỉ chi phần chênh lệch thì ấn định số tiền."
)


def benefit_of(line: ListLine, procedure_code: str) -> str:
    """The benefit of a line: its own, else that of the procedure its dossier was registered for."""
    return line.benefit or benefit_of_procedure(procedure_code)


def usual_kind(line: ListLine, procedure_code: str) -> Kind:
    """How the words of the line say that it is computed; what has no formula here is stated by the officer."""
    benefit, words = benefit_of(line, procedure_code), line.cells.get("benefit", "")
    if benefit == MATERNITY:
        return _of_maternity(words, procedure_code)
    return {SICKNESS: Kind.SICKNESS, CONVALESCENCE: Kind.CONVALESCENCE}.get(benefit, Kind.STATED)


def _of_maternity(words: str, procedure_code: str) -> Kind:
    if _FATHER.search(fold(words)):
        return Kind.FATHER
    if event_of(words) not in ("", BIRTH):
        return Kind.STATED
    return Kind.FATHER if procedure_code == "THAISAN_NAM" else Kind.MATERNITY


def warnings_of(line: ListLine, kind: str) -> list[str]:
    """What the arithmetic can't know of such a line, so that somebody looks."""
    said = [OF_CHILD] if kind == Kind.SICKNESS and _CHILD.search(fold(line.cells.get("benefit", ""))) else []
    return [*said, *([ADJUSTED] if line.part == ListLine.Part.ADJUSTED else [])]
