"""How are steps of the page desk taken back and done again, one after the other?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.models import User
from intake import queries
from intake.actions import undoing
from intake.models import Dossier, PageStep
from intake.step_words import step_words
from intake.views.changing_pages import way_back
from intake.views.frame import current_user, open_to_change


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


@require_POST
def undo_step(request: HttpRequest, pk: int, step_pk: int) -> HttpResponse:
    """Take one step back."""
    return _walk(request, pk, step_pk, undoing.undo_step, "Đã hoàn tác")


@require_POST
def redo_step(request: HttpRequest, pk: int, step_pk: int) -> HttpResponse:
    """Do a step again that was taken back."""
    return _walk(request, pk, step_pk, undoing.redo_step, "Đã làm lại")


def _walk(request: HttpRequest, pk: int, step_pk: int, act: Callable[..., PageStep], word: str) -> HttpResponse:
    dossier, _ = open_to_change(request, pk, "intake.scan", tab="pages")
    try:
        step = act(dossier=dossier, step_id=step_pk, by=current_user(request))
    except (NotNow, NotValid) as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"{word}: {said_of(step)}.")
    return redirect(way_back(request, dossier, "from_page"))
