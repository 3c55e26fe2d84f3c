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
BENEFIT_WORDS: Final = ((SICKNESS, "ốm đau"), (MATERNITY, "thai sản"), (CONVALESCENCE, "dưỡng sức, phục hồi sức khỏe"))
_WORDS: Final = (
    (CONVALESCENCE, re.compile(r"^d(\d+\b|$)|\b(ds|dsph|dsphsk|duong suc|phuc hoi suc khoe)\b|^phuc hoi$")),
    (SICKNESS, re.compile(r"^o(\d+\b|$)|^(om|benh)\b|\b(od|tai nan|con om|om dau)\b")),
    (MATERNITY, re.compile(r"^t(\d+\b|$)|\b(ts|thai|sinh|nhan nuoi|con nuoi|say|nao hut)\b")),
    (SICKNESS, re.compile(r"\b(om|benh)\b")),
)
"""What each is called, in words or by an office's letter, alone or with a number; the first that fits. Convalescence
names what it follows, and a child's illness its birth."""
_AFTER: Final = re.compile(r"\bsau\b")
BIRTH: Final = "SINH_CON"
BIRTH_WORDS: Final = r"sinh\s+(con|đôi|ba|mổ|thường|non)|sinh đẻ|đẻ"
"""How a line names a birth, as the database matches it too."""
_EVENTS: Final = (
    ("KHAM_SAY", re.compile(r"\b(kham thai|say|nao|hut thai|pha thai|thai chet|tranh thai|dat vong|triet san)\b")),
    ("MANG_THAI_HO", re.compile(r"\bthai ho\b")),
    ("CON_NUOI", re.compile(r"\b(nhan nuoi|con nuoi)\b")),
    (BIRTH, re.compile(r"\b(sinh|de)\b")),
)
"""The answers to the catalogue's question about the event, by the words of a line."""


def benefit_of(typed: str) -> str:
    """The benefit that these words name; "" where they name none. Of convalescence and another the other, which wants a
    paper: nobody should go without for an odd way of writing."""
    found = _named(typed)
    return found[1] if is_doubtful(typed) and found[0] == CONVALESCENCE else next(iter(found), "")


def is_doubtful(typed: str) -> bool:
    """Whether the words name several benefits, so that a person had better look which one was read. Convalescence after
    something names that as a matter of course."""
    found = _named(typed)
    return len(found) > 1 and not (CONVALESCENCE in found and _AFTER.search(fold(typed)))


def _named(typed: str) -> list[str]:
    words = fold(typed)
    return list(dict.fromkeys(benefit for benefit, sign in _WORDS if sign.search(words)))


def benefit_of_procedure(code: str) -> str:
    """The benefit of a procedure of the catalogue, which its code begins with; "" where it is none of the three."""
    return next((benefit for benefit in (SICKNESS, MATERNITY, CONVALESCENCE) if code.startswith(benefit)), "")


def event_of(typed: str) -> str:
    """What happened, as the catalogue's question knows it: a birth, a miscarriage, an adoption; "" where untold."""
    return next((event for event, words in _EVENTS if words.search(fold(typed))), "")


def of_the_line(line: ListLine, kinds: Iterable[ComponentType]) -> list[ComponentType]:
    """The papers with those of the line's own benefit first, of these the ones of what happened."""
    event = event_of(line.cells.get("benefit", ""))
    return sorted(kinds, key=lambda kind: (not _fits(kind, line.benefit), _unlike(kind, event)))


def _fits(kind: ComponentType, benefit: str) -> bool:
    return not benefit or benefit_of_procedure(kind.procedure.code) == benefit


def _unlike(kind: ComponentType, event: str) -> int:
    if not event or not kind.answers:
        return 1
    return 0 if event in kind.answers else 2
