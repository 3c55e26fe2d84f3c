"""How are steps of the page desk taken back and done again, one after the other?"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from bhxh_archive.errors import NotNow, NotValid
from intake.actions import undoing
from intake.models import PageStep
from intake.views.changing_pages import way_back
from intake.views.frame import current_user, open_to_change
from intake.views.sheet_changes import answered
from intake.views.step_buttons import said_of


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
    return answered(request, dossier, way_back(request, dossier, "from_page"))
