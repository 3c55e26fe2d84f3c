"""What is said behind the success when pages were filed to a line of an employer's list?"""

from __future__ import annotations

from typing import Final

from intake import queries
from intake.models import ComponentType, ListLine

OTHER: Final = " Giấy tờ này không thuộc chế độ của dòng: kiểm tra lại dòng và chế độ."


def remark_on(line: ListLine, kind: ComponentType) -> str:
    """Where the paper is none that the line's benefit asks for; else ""."""
    return "" if queries.proves(line, kind) else OTHER
