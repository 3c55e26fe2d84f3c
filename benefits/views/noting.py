"""How are notes pinned to pages, reworded and taken back: in place with scripts, on the page of the review without?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from benefits.actions import noting
from benefits.forms.notes import NoteForm, NoteText
from benefits.queries import live_notes
from benefits.views.note_panel import note_panel, own_form
from benefits.views.pages import scans
from benefits.views.review import review_page
from benefits.views.room import open_room
from bhxh_archive.ui.typed import hide_fields
from intake.models import Dossier
from intake.queries import dossier_for
from intake.views.frame import current_user


@require_POST
def pin_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Pin a note to a page."""
    dossier = _open(request, pk)
    form = NoteForm(request.POST, pages=scans(request, dossier).pages)
    if not form.is_valid():
        return _answer(request, dossier, asked=form)
    noting.pin_note(dossier=dossier, spot=form.spot, text=form.cleaned_data["text"], by=current_user(request),
                    key=form.cleaned_data["key"])  # fmt: skip
    return _answer(request, dossier, said="Đã ghim ghi chú.")


@require_POST
def reword_note(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Give an own note another text."""
    dossier = _open(request, pk)
    form = own_form(number, data=request.POST)
    if not form.is_valid():
        return _answer(request, dossier, reworded=(number, form))
    noting.reword_note(dossier=dossier, number=number, text=form.cleaned_data["text"], by=current_user(request))
    return _answer(request, dossier, said=f"Đã sửa ghi chú {number}.")


@require_POST
def take_back_note(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show an own note no longer."""
    dossier = _open(request, pk)
    noting.take_back_note(dossier=dossier, number=number, by=current_user(request))
    return _answer(request, dossier, said=f"Đã rút ghi chú {number}.")


def _open(request: HttpRequest, pk: int) -> Dossier:
    """The dossier, for who may note something in it now; else NotAllowed, NotNow or a 404, before the form is read."""
    hide_fields(request, "place", "x", "y")  # a page that says no shows the words
    dossier = dossier_for(current_user(request), pk)
    noting.require_noting(dossier, current_user(request))
    return dossier


def _answer(
    request: HttpRequest, dossier: Dossier, *, said: str = "", asked: NoteForm | None = None,
    reworded: tuple[int, NoteText] | None = None,
) -> HttpResponse:  # fmt: skip
    if said:
        messages.success(request, said)
    if request.headers.get("HX-Request"):
        return _in_place(request, dossier, asked, reworded)
    if said:
        return redirect(f"{reverse('review', args=[dossier.pk])}?xem=ban-quet#page-notes")
    return review_page(request, *open_room(request, dossier.pk), noted=asked, reworded=reworded)


def _in_place(
    request: HttpRequest, dossier: Dossier, asked: NoteForm | None, reworded: tuple[int, NoteText] | None
) -> HttpResponse:
    """The list, the pins and what was said, for the page as it stands."""
    notes = list(live_notes(dossier))
    viewer = scans(request, dossier, notes=notes, pinning=True)
    panel = note_panel(viewer, notes, current_user(request), asked=asked, reworded=reworded)
    status = 422 if asked or reworded else 200
    return render(request, "benefits/notes_answer.html", panel | {"dossier": dossier, "part": viewer}, status=status)
