"""What do the codes on our cover sheets, separators, supplement and return slips say, and was one read rightly?

Cover sheet: the number of the dossier, which ends in its check character. Separator: `number/component/check`.
Of one line of an employer's list: `number/D.line.component/check`, the line by its id, which it keeps when it is split
off. Supplement slip: `number/BS.ordinal/check`; no code of a component has a full stop.
Return slip: `number/GN.hand-over/check`, the return by its id. The last part is the check
character of all before it. Separators printed earlier end after the component; they stay readable.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bhxh_archive.identifiers import check_character, is_valid_number

_NUMBER: Final = r"[A-Z][0-9]{2}(?:\.[0-9]+)+-[0-9]{6}-[0-9]{4,}-[0-9A-Z]"
SHAPE: Final = rf"{_NUMBER}(?:/[A-Z0-9_.-]+(?:/[0-9A-Z])?)?"
"""Regular expression (of Python and of JavaScript) of every code on our sheets."""
_PARTS: Final = re.compile(rf"({_NUMBER})(?:/([A-Z0-9_.-]+)(?:/([0-9A-Z]))?)?")
_LINE: Final = re.compile(r"D\.([1-9][0-9]{0,17})\.([A-Z0-9_-]+)")
_REQUEST: Final = re.compile(r"BS\.([1-9][0-9]{0,3})")
_RETURN: Final = re.compile(r"GN\.([1-9][0-9]{0,17})")


@dataclass(frozen=True)
class SheetCode:
    """The dossier's number and what the sheet stands before: a component (by its catalogue code), that of a line of
    its list (by the line's id), the answer to a supplement request (by its ordinal), or none of these. `handed`: the
    sheet is itself the slip of a return (by its id). `sound`: every check character fits."""

    text: str
    number: str
    component: str = ""
    request: int = 0
    line: int = 0
    handed: int = 0
    sound: bool = True


def separator_code(number: str, component: str) -> str:
    """What the separator of a component bears. Raises ValueError when there is nothing to compute a check from."""
    return _checked(f"{number}/{component}")


def at_line(line: int, component: str) -> str:
    """What stands in place of the component's code where it is that of one line."""
    return f"D.{line}.{component}"


def supplement_code(number: str, ordinal: int) -> str:
    """What the slip of a supplement request bears; `ordinal` counts the requests of the dossier from 1."""
    return _checked(f"{number}/BS.{ordinal}")


def return_code(number: str, hand_over: int) -> str:
    """What the slip bears on which the receiver of a result signs; `hand_over` is the id of the return."""
    return _checked(f"{number}/GN.{hand_over}")


def _checked(base: str) -> str:
    return f"{base}/{check_character(base)}"


def parse(text: str) -> SheetCode | None:
    """What a code found on a page says; None when it is none of ours (a citizen card, an invoice, a parcel)."""
    found = _PARTS.fullmatch(text.strip())
    if found is None:
        return None
    number, about, check = found.groups()
    sound = is_valid_number(number) and (check is None or check_character(f"{number}/{about}") == check)
    request = _REQUEST.fullmatch(about or "")
    if request:
        return SheetCode(text.strip(), number, request=int(request[1]), sound=sound and check is not None)
    if handed := _RETURN.fullmatch(about or ""):
        return SheetCode(text.strip(), number, handed=int(handed[1]), sound=sound and check is not None)
    if line := _LINE.fullmatch(about or ""):
        sound = sound and check is not None
        return SheetCode(text.strip(), number, component=line[2], line=int(line[1]), sound=sound)
    return SheetCode(text.strip(), number, component=about or "", sound=sound)
