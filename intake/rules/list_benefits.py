"""Which benefit does a line of an employer's list (01B-HSB) ask for: sickness, maternity or convalescence?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from bhxh_archive.text import fold
from intake.models import ComponentType, ListLine

SICKNESS: Final = "OMDAU"
MATERNITY: Final = "THAISAN"
CONVALESCENCE: Final = "DUONGSUC"
BENEFIT_WORDS: Final = ((SICKNESS, "ốm đau"), (MATERNITY, "thai sản"), (CONVALESCENCE, "dưỡng sức, phục hồi sức khỏe"))
_ELSEWHERE: Final = r"(?! (lao dong|nghe nghiep)\b)"
_WORDS: Final = (
    (CONVALESCENCE, re.compile(r"^d(\d+\b|$)|\b(ds|dsph|dsphsk|duong suc|phuc hoi suc khoe)\b|^phuc hoi$")),
    (SICKNESS, re.compile(r"^o(\d+\b|$)|^ban than$")),
    (SICKNESS, re.compile(rf"^(om|benh){_ELSEWHERE}\b|\b(od|tai nan{_ELSEWHERE}|con om|om dau)\b")),
    (MATERNITY, re.compile(r"^t(\d+\b|$)|\b(ts|thai|sinh|nhan nuoi|con nuoi|say|nao hut)\b")),
    (MATERNITY, re.compile(r"^de$|\b(vo de|de (con|non|mo|thuong|doi)|dat vong|triet san)\b")),
    (SICKNESS, re.compile(rf"\b(om|benh{_ELSEWHERE})\b")),
)
"""What each is called, in words or by an office's letter, alone or with a number; the first that fits. Convalescence
names what it follows, and a child's illness its birth."""
_AT_WORK: Final = re.compile(r"\b(tai nan lao dong|benh nghe nghiep|tnld|bnn)\b")
_AFTER: Final = re.compile(r"\bsau\b")
BIRTH: Final = "SINH_CON"
LOSS: Final = "KHAM_SAY"
EVENT_WORDS: Final = (
    (BIRTH, r"sinh\s+(con|đôi|ba|mổ|thường|non)|sinh đẻ|đẻ"),
    (LOSS, r"kh[aá]m\s+thai|[sx][aảẩ]y\s+thai|n[aạ]o\s+(h[uú]t|thai)|(h[uú]t|ph[aá])\s+thai|thai\s+ch[eế]t"
           r"|tr[aá]nh\s+thai|đ[aặ]t\s+v[oò]ng|tri[eệ]t\s+s[aả]n"),
)  # fmt: skip
"""How a line names a birth, or what the catalogue's question puts together with a miscarriage, as the database matches
it too; the first that fits. These two are proved by papers that prove no other."""
_EVENTS: Final = (
    (LOSS, re.compile(r"\b(kham thai|say|nao|hut thai|pha thai|thai chet|tranh thai|dat vong|triet san)\b")),
    ("MANG_THAI_HO", re.compile(r"\bthai ho\b")),
    ("CON_NUOI", re.compile(r"\b(nhan nuoi|con nuoi)\b")),
    (BIRTH, re.compile(r"\b(sinh|de)\b")),
)
"""The answers to the catalogue's question about the event, by the words of a line."""


_OF_ANOTHER: Final = 2
"""How unlike a paper is that proves another event."""


def benefit_of(typed: str) -> str:
    """The benefit that these words name; "" where they name none. Of convalescence and another the other, which wants a
    paper: nobody should go without for an odd way of writing."""
    found = _named(typed)
    return found[1] if is_doubtful(typed) and found[0] == CONVALESCENCE else next(iter(found), "")


def is_from_work(typed: str) -> bool:
    """Whether the words name a work accident or an occupational disease, which is settled by a procedure of its own;
    convalescence after one stands in the list."""
    return bool(_AT_WORK.search(fold(typed))) and CONVALESCENCE not in _named(typed)


def is_doubtful(typed: str) -> bool:
    """Whether the words name several benefits, or a work accident besides, so that a person had better look which one
    was read. Convalescence after something names that as a matter of course."""
    found = _named(typed)
    if found and is_from_work(typed):
        return True
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


def likely_kinds(
    line: ListLine, kinds: Iterable[ComponentType], counted: Mapping[int | None, Collection[str]]
) -> list[ComponentType]:
    """Which papers a sheet before those of the line may name, the likeliest first: those that prove what happened, and
    of these only what was `counted` (codes by the id of a line; None: for all lines together) where anything was."""
    event, every = event_of(line.cells.get("benefit", "")), of_the_line(line, kinds)
    proving = [kind for kind in every if _fits(kind, line.benefit) and _unlike(kind, event) < _OF_ANOTHER] or every
    there = counted.get(line.pk) or counted.get(None, ())
    return [kind for kind in proving if kind.code in there] or proving


def is_one_of_with(kind: ComponentType, other: ComponentType) -> bool:
    """Whether the catalogue asks a line for one of the two."""
    return bool(kind.group) and (kind.procedure_id, kind.group) == (other.procedure_id, other.group)


def _fits(kind: ComponentType, benefit: str) -> bool:
    return not benefit or benefit_of_procedure(kind.procedure.code) == benefit


def _unlike(kind: ComponentType, event: str) -> int:
    if not event or not kind.answers:
        return 1
    return 0 if event in kind.answers else _OF_ANOTHER
