"""Which step would Ctrl+Z take back, which one Ctrl+Y do again, in words?"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from bhxh_archive.models import User
from intake import queries
from intake.models import Dossier, PageStep
from intake.trail.step_words import step_words


@dataclass(frozen=True)
class StepButton:
    """One of the two buttons: what it would do, and where it posts to."""

    words: str
    url: str


def step_buttons(dossier: Dossier, by: User) -> dict[str, StepButton | None]:
    """`undo` and `redo` as this clerk finds them; None where there is nothing to take back or to do again."""
    walk = queries.walk_of(dossier, by)
    return {"undo": _button(dossier, walk.undo, "undo_step"), "redo": _button(dossier, walk.redo, "redo_step")}


def _button(dossier: Dossier, step: PageStep | None, name: str) -> StepButton | None:
    return StepButton(said_of(step), reverse(name, args=[dossier.pk, step.pk])) if step else None


def said_of(step: PageStep) -> str:
    """The step in a few words, with the number of its pages."""
    number = len(step.pages)
    return f"{step_words(step.verb)}, {number} trang" if number else step_words(step.verb)
