"""In which series is a result numbered: decisions, letters or settled lists?"""

from __future__ import annotations

from typing import Final

from benefits.earlier.named import CORRECTION, REISSUE
from intake.models import ResultKind

_ROLES: Final = {ResultKind.Role.ANSWER.value: "CV", ResultKind.Role.LIST.value: "DS"}
_LETTERS: Final = {CORRECTION, REISSUE}
SERIES_NAMES: Final = {"QD": "Quyết định", "CV": "Công văn", "DS": "Danh sách giải quyết"}


def series_of(kind: ResultKind) -> str:
    """The code of the series that numbers results of this kind."""
    return _ROLES.get(kind.role, "CV" if kind.code in _LETTERS else "QD")
