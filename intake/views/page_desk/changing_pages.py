"""What does a press on the contact sheet, or on one page, lead to? Every one answers with the page it came from."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.toast import undoable
from intake import queries
from intake.actions.dossier.locking import lock_for_pages
from intake.actions.page_desk import editing, pages
from intake.models import Dossier, PageStep
from intake.views.frame import current_user, open_to_change
from intake.views.page_desk.one_page import page_of
from intake.views.page_desk.page_work import WORK, ReasonRefused, beside, numbers, open_warnings
from intake.views.page_desk.pages import whole
from intake.views.page_desk.sheet_changes import answered
from intake.views.page_desk.since_shown import NOTHING_NEW, SHOWN, Since, since

OTHERWISE: Final = (
    "Chưa xác nhận: {} trang vừa đổi (hình, loại ảnh hoặc thành phần) từ khi hiện trên màn hình. "
    "Hãy xem lại rồi xác nhận."
)
DONE_WITH: Final = ("assign", "line", "delete")
"""After these the page on screen gives way to the one that followed it."""
OFFERED: Final = ("delete", "rotate", "straighten", "crop", "original", "split", "merge")
"""The message of these stays, with the way back; all others are taken back by the button of the desk."""
TYPED: Final = {"check": "override"} | {verb: verb for verb in ("crop", "straighten", "split", "override")}
"""These have fields on a single page, or take along what is typed there: refused, it comes again with what was typed,
the reason at the fields of the named one."""


@require_POST
def change_pages(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Do what the pressed button says to the chosen pages."""
    work = WORK.get(verb)
    if work is None:
        raise Http404
    dossier, context = open_to_change(request, pk, "intake.scan", tab="pages")
    if unseen := _unseen(request, dossier, verb):
        return whole(request, dossier, context, unseen)
    user, chosen = current_user(request), _chosen(request, dossier, verb)
    before = queries.newest_step(dossier, user)
    try:
        with transaction.atomic():
            _refuse_changed(request, dossier, verb, chosen)
            said = beside(verb, dossier, chosen, request.POST, user) + work(dossier, chosen, request.POST, user)
    except NotValid as error:
        field = _field(error, verb, chosen)
        if field and (here := _there(request, dossier, "from_page")):
            return page_of(request, dossier, context, here, refused={field: error.message})
        messages.error(request, error.message)
        return answered(request, dossier, way_back(request, dossier, "from_page"))
    _tell(request, dossier, verb, said, before)
    onward = {"replace": ("new", "from_page")}.get(verb, ("from_page",))
    if verb in DONE_WITH:
        onward = ("next_page", "from_page")
    return answered(request, dossier, way_back(request, dossier, *onward))


def _field(error: NotValid, verb: str, chosen: list[int]) -> str:
    """At which fields the single page says why the verb was refused; the reason's are there with a warning only."""
    if isinstance(error, ReasonRefused | ChangedSince):
        return "override" if isinstance(error, ReasonRefused) else ""
    return "" if verb == "check" and not open_warnings(chosen) else TYPED.get(verb, "")


def _unseen(request: HttpRequest, dossier: Dossier, verb: str) -> Since:
    """What keeps "every page" from being confirmed: nobody confirms what was not on screen."""
    if verb != "check" or "all" not in request.POST:
        return NOTHING_NEW
    found = since(request.POST.get(SHOWN, ""), queries.pages_of(dossier).select_related(None))
    own = bool(found) and queries.all_by(dossier, current_user(request), [*found.came, *found.changed])
    return replace(found, own=own)


def _refuse_changed(request: HttpRequest, dossier: Dossier, verb: str, chosen: list[int]) -> None:
    """Raises NotValid where a chosen page looks another way than it did for who confirms it; nobody can change it
    between this look and the press."""
    if verb != "check" or "all" in request.POST:
        return
    lock_for_pages(dossier, current_user(request))
    found = since(",".join(request.POST.getlist(SHOWN)), queries.pages_of(dossier).filter(pk__in=chosen))
    if found:
        raise ChangedSince(OTHERWISE.format(len([*found.came, *found.changed])))


class ChangedSince(NotValid):
    """What is confirmed is not what was seen."""


def _chosen(request: HttpRequest, dossier: Dossier, verb: str) -> list[int]:
    """The ticked pages; with `all` those that were shown, are still there and not confirmed yet."""
    if verb == "check" and "all" in request.POST:
        seen = numbers([part.partition(":")[0] for part in request.POST.get(SHOWN, "").split(",")])
        unchecked = queries.pages_of(dossier).filter(pk__in=seen, checked_at=None)
        return list(unchecked.values_list("pk", flat=True))
    return numbers(request.POST.getlist("page"))


def _tell(request: HttpRequest, dossier: Dossier, verb: str, said: str, before: PageStep | None) -> None:
    """Say what was done, with the offer to take it back; what changed nothing has nothing to take back."""
    step = queries.newest_step(dossier, current_user(request)) if verb in OFFERED else None
    if step and step != before:
        undoable(request, said, undo_url=reverse("undo_step", args=[dossier.pk, step.pk]))
    else:
        messages.success(request, said)


def way_back(request: HttpRequest, dossier: Dossier, *names: str) -> str:
    """The first of the pages that these fields name and that is still there, else the sheet."""
    found = _there(request, dossier, *names)
    return reverse("page", args=[dossier.pk, found]) if found else reverse("pages", args=[dossier.pk])


def _there(request: HttpRequest, dossier: Dossier, *names: str) -> int | None:
    named = [pk for name in names if (pk := whole_number(request.POST.get(name))) is not None]
    there = set(queries.pages_of(dossier).filter(pk__in=named).values_list("pk", flat=True))
    return next((pk for pk in named if pk in there), None)


@require_POST
def undo_edits(request: HttpRequest, pk: int, ids: str) -> HttpResponse:
    """Take back these edits of pictures."""
    dossier, _ = open_to_change(request, pk, "intake.scan", tab="pages")
    try:
        back = editing.undo_edits(dossier=dossier, edit_ids=numbers(ids.split("-")), by=current_user(request))
    except (NotNow, NotValid) as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"Đã hoàn tác trên {len(back)} trang; hình mới hiện sau giây lát.")
    return answered(request, dossier, way_back(request, dossier, "from_page"))


@require_POST
def restore_pages(request: HttpRequest, pk: int, ids: str) -> HttpResponse:
    """Bring deleted pages back; `ids` are these pages, or 0 for all of them."""
    dossier, _ = open_to_change(request, pk, "intake.scan", tab="pages")
    wanted = numbers(ids.split("-"))
    if wanted == [0]:
        wanted = list(queries.deleted_pages(dossier).values_list("pk", flat=True))
    try:
        back = pages.restore_pages(dossier=dossier, page_ids=wanted, by=current_user(request))
    except NotValid as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"Đã khôi phục {len(back)} trang.")
    return answered(request, dossier, reverse("pages", args=[pk]))
