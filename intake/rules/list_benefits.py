"""Which lines of an employer's list ask for a benefit of another procedure than the dossier's?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bhxh_archive.text import fold
from intake.rules.lists import Judged

_FAMILIES: Final = (
    ("DUONGSUC", re.compile(r"\b(duong suc|phuc hoi|d\d+)\b")),
    ("THAISAN", re.compile(r"\b(thai|sinh|nhan nuoi|con nuoi|say|t\d+)\b")),
    ("OMDAU", re.compile(r"\b(om|benh|tai nan|o\d+)\b")),
)
"""How a procedure's code begins, and what its benefit is called. Convalescence names what it follows: it is first."""
NO_PAPER: Final = r"^\s*d\d|dưỡng\s*sức|phục\s*hồi"
"""How a line names convalescence, for which the catalogue asks for the list alone; as the database matches it too."""
_NO_PAPER: Final = re.compile(NO_PAPER, re.IGNORECASE)
_ELSEWHERE: Final = (
    "«{typed}» không thuộc thủ tục của hồ sơ này nên danh mục không có giấy tờ của dòng; "
    "hãy bấm «Không nhận» dòng này và nhập nó ở hồ sơ của thủ tục đó"
)


def tell_other_benefits(procedure: str, lines: Iterable[tuple[str, Judged]]) -> None:
    """Say at each line that its benefit belongs elsewhere. `procedure`: the code of the dossier's; `lines`: what each
    says its benefit is, with what was read. Nothing is said where the procedure is none of the three."""
    own = next((family for family, _ in _FAMILIES if procedure.startswith(family)), None)
    for typed, found in lines if own else ():
        family = next((name for name, words in _FAMILIES if words.search(fold(typed))), own)
        if family != own:
            found.notes.append(("benefit", _ELSEWHERE.format(typed=typed[:30])))


def asks_for_no_paper(typed: str) -> bool:
    """Whether a line of this benefit is whole with nothing but the list."""
    return bool(_NO_PAPER.search(typed))
