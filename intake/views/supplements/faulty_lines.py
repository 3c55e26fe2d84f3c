"""What does a supplement request propose to ask for where lines of the employer's list are faulty?"""

from __future__ import annotations

from itertools import accumulate
from textwrap import shorten
from typing import Any, Final

from intake import queries
from intake.forms.verbs import MOST_WORDS
from intake.lists.faults import faults
from intake.models import Dossier, EmployerList, ListLine
from intake.queries.line_papers import LIST_FORM
from intake.rules import Line

MEND: Final = "Sửa các dòng này rồi nộp lại danh sách."
MOST_LINES: Final = 20
MOST_OF_ONE: Final = 160
_ROOM_FOR_MORE: Final = 25


def mending(dossier: Dossier, lines: list[Line], taken: dict[str, Any]) -> dict[str, str]:
    """The boxes that ask to mend the lines that came with faults: beside the list itself, elsewhere where that is asked
    for already."""
    found = queries.list_of(dossier) if queries.has_list(dossier) else None
    wanted = _told(found) if found else ""
    if not wanted:
        return {}
    forms = [line.component.pk for line in lines if line.component.type.form_code == LIST_FORM]
    end = next((str(pk) for pk in forms if f"c{pk}" not in taken), "free1")
    return {f"c{end}": wanted, f"r{end}": MEND}


def _told(found: EmployerList) -> str:
    """`Dòng 3 H'Hen Niê: Mã số BHXH: chưa ghi …; và 4 dòng khác.`: as many as a box of the slip holds."""
    bad = queries.open_lines(found).filter(standing=ListLine.Standing.BAD).exclude(problems=[])
    said = [shorten(f"Dòng {line.ordinal} {line.full_name}: {faults(line)}", MOST_OF_ONE, placeholder="…")
            for line in bad[:MOST_LINES]]  # fmt: skip
    ends = accumulate(len(one) + 2 for one in said)
    named = [one for one, end in zip(said, ends, strict=True) if end <= MOST_WORDS - _ROOM_FOR_MORE]
    more = bad.count() - len(named) if named else 0
    return f"{'; '.join(named)}{f'; và {more} dòng khác' if more else ''}." if named else ""
