"""Which benefit does a line of an employer's list (01B-HSB) ask for: sickness, maternity or convalescence?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bhxh_archive.text import fold
from intake.models import ComponentType, ListLine

SICKNESS: Final = "OMDAU"
MATERNITY: Final = "THAISAN"
CONVALESCENCE: Final = "DUONGSUC"
_WORDS: Final = (
    (CONVALESCENCE, re.compile(r"\b(duong suc|phuc hoi|d\d+)\b")),
    (MATERNITY, re.compile(r"\b(thai|sinh|nhan nuoi|con nuoi|say|t\d+)\b")),
    (SICKNESS, re.compile(r"\b(om|benh|tai nan|o\d+)\b")),
)
"""What each is called, in words or by an office's letter and number. Convalescence names what it follows: first."""


def benefit_of(typed: str) -> str:
    """The benefit that these words name; "" where they name none."""
    return next((benefit for benefit, words in _WORDS if words.search(fold(typed))), "")


def benefit_of_procedure(code: str) -> str:
    """The benefit of a procedure of the catalogue, which its code begins with; "" where it is none of the three."""
    return next((benefit for benefit, _ in _WORDS if code.startswith(benefit)), "")


def of_the_line(line: ListLine, kinds: Iterable[ComponentType]) -> list[ComponentType]:
    """The papers with those of the line's own benefit first; else in their order."""
    return sorted(kinds, key=lambda kind: not line.benefit or benefit_of_procedure(kind.procedure.code) != line.benefit)
