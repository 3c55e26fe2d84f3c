"""Which results does a procedure lead to, made by whom, and which of them can't be drafted in the system?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from intake.models import Dossier, ResultKind

Makes = Callable[[ResultKind], bool]
Role = ResultKind.Role
OUTSIDE: Final = (
    "Phần mềm chưa soạn được «{}»: Bộ phận Chế độ BHXH lập ngoài phần mềm, ghi số ở «Số dùng ngoài», giao bản giấy cho "
    "Bộ phận Tiếp nhận trả người dân. Việc trả chưa ghi được trong phần mềm: hồ sơ ở lại bước «Đang xét duyệt»."
)
_makers: Final[list[Makes]] = []


def register(makes: Makes) -> None:
    """The unit that settles says which kinds of result it can draft in the system."""
    _makers[:] = [makes]


def results_of_procedure(dossier: Dossier) -> list[ResultKind]:
    """What the catalogue names as the results of a request that is granted."""
    return list(dossier.procedure.result_kinds.exclude(role__in=(Role.ANSWER, Role.STATEMENT)))


def said_of_results(dossier: Dossier) -> str:
    """`Quyết định …; Công văn …, do Bộ phận Chế độ BHXH của … lập`; "" where the catalogue names none."""
    names = "; ".join(kind.name for kind in results_of_procedure(dossier))
    return f"{names}, do Bộ phận Chế độ BHXH của {dossier.settling_office.name} lập" if names else ""


def said_outside(dossier: Dossier) -> str:
    """What becomes of a dossier none of whose results can be drafted in the system; "" where one can.

    Every result that the product ships can be: this is about those that an administrator adds to a procedure.
    """
    kinds = results_of_procedure(dossier)
    if not kinds or not _makers or any(makes(kind) for makes in _makers for kind in kinds):
        return ""
    return OUTSIDE.format("», «".join(kind.name for kind in kinds))
