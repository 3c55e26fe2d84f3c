"""In which series is a result numbered: decisions, letters, notices or lists?"""

from __future__ import annotations

from typing import Final

from benefits.earlier.named import CORRECTION, REISSUE
from benefits.kinds.notice import SUBJECTS
from intake.models import ResultKind

_ROLES: Final = {ResultKind.Role.ANSWER.value: "CV", ResultKind.Role.LIST.value: "DS"}
_WITHOUT_DECISION: Final = {CORRECTION: "CV", REISSUE: "CV"} | dict.fromkeys(SUBJECTS, "TB")
SERIES_NAMES: Final = {"QD": "Quyết định", "CV": "Công văn", "DS": "Danh sách giải quyết, chi trả", "TB": "Thông báo"}


def series_of(kind: ResultKind) -> str:
    """The code of the series that numbers results of this kind."""
    return _ROLES.get(kind.role) or _WITHOUT_DECISION.get(kind.code, "QD")
