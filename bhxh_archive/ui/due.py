"""How is a due date said in words?"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

SOON_DAYS = 2


@dataclass(frozen=True)
class DueWords:
    """Words beside a date; tone is bad (overdue), warn (today or soon), quiet, or paused."""

    template: ClassVar[str] = "ui/due.html"
    words: str
    tone: str = "quiet"
    on: date | None = None


@dataclass(frozen=True)
class DueLines:
    """The due date in words, and below it what else is to be kept: what was told, the last day of this desk."""

    template: ClassVar[str] = "ui/due_lines.html"
    due: DueWords
    sub: str


def due_words(due: date | None, today: date, *, days: int | None = None, paused: str = "") -> DueWords:
    """Say when something is due, seen from `today`.

    `days` is the distance when it is not counted in calendar days (a caller that counts working days passes its own
    number); `paused` is the reason for which the clock stands still: `due` is then the limit of what is waited for.
    """
    if due is None:
        return DueWords(words=f"tạm dừng: {paused}", tone="paused") if paused else DueWords(words="chưa có hạn")
    left = (due - today).days if days is None else days
    if paused:
        return DueWords(words=f"{paused}: {_words(left)}", tone="paused" if left > SOON_DAYS else _tone(left), on=due)
    return DueWords(words=_words(left), tone=_tone(left), on=due)


def step_words(limit: date, today: date) -> str:
    """By when this desk passes it on: `bàn này: còn 1 ngày`."""
    return f"bàn này: {_words((limit - today).days)}"


def _words(left: int) -> str:
    if left < 0:
        return f"quá hạn {-left} ngày"
    return "hôm nay" if left == 0 else f"còn {left} ngày"


def _tone(left: int) -> str:
    if left < 0:
        return "bad"
    return "warn" if left <= SOON_DAYS else "quiet"
