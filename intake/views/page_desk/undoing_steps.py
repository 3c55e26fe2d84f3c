"""How are steps of the page desk taken back and done again, one after the other?"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.ui.reading import whole_number
from intake.actions.page_desk import undoing
from intake.models import Dossier, PageStep
from intake.queries import pages_of
from intake.views.frame import current_user, open_to_change
from intake.views.page_desk.changing_pages import way_back
from intake.views.page_desk.sheet_changes import answered
from intake.views.page_desk.step_buttons import said_of


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
        elsewhere = _elsewhere(request, dossier, step)
        where = " Trang được đổi là trang đang xem." if elsewhere else ""
        messages.success(request, f"{word}: {said_of(step)}.{where}")
        if elsewhere:
            return redirect("page", pk, elsewhere)
    return answered(request, dossier, way_back(request, dossier, "from_page"))


def _elsewhere(request: HttpRequest, dossier: Dossier, step: PageStep) -> int | None:
    """The one living page that the step changed, where another page is looked at by itself."""
    changed = [int(page) for page in step.changes.get("pages", {})]
    looked_at = whole_number(request.POST.get("from_page"))
    if looked_at is None or len(changed) != 1 or changed == [looked_at]:
        return None
    return changed[0] if pages_of(dossier).filter(pk=changed[0]).exists() else None
