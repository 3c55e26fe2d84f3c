"""How does who keeps the paper put a mistaken place or box right, or take it away?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from bhxh_archive.errors import NotValid
from intake.actions.paper import mending_places as actions
from intake.forms.papers import BoxCodeForm, PlaceForm
from intake.queries import papers
from intake.views.frame import current_user
from intake.views.paper.store import box_page, growing_form, place_page
from intake.views.verbs import add_problems

PRINT_ANEW = "Nhãn hộp đã in theo mã cũ thì in lại."


@require_POST
def change_place(request: HttpRequest, place_pk: int) -> HttpResponse:
    """Another name, or another code while nothing ever lay there."""
    user = current_user(request)
    place = papers.places(user).select_related("parent").get(pk=place_pk)
    form = PlaceForm(request.POST, prefix="mend")
    if _done(form, lambda given: actions.change_place(place=place, **given, by=user)):
        messages.success(request, f"Đã sửa. {PRINT_ANEW}")
        return redirect("paper_place", place_pk)
    return place_page(request, place, growing_form(place), form)


@require_POST
def remove_place(request: HttpRequest, place_pk: int) -> HttpResponse:
    """Away with an empty place, with its boxes that were never used."""
    user = current_user(request)
    place = papers.places(user).get(pk=place_pk)
    actions.remove_place(place=place, by=user)
    messages.success(request, f"Đã bỏ {place.get_kind_display().lower()} {place.path}.")
    return redirect("paper_place", place.parent_id) if place.parent_id else redirect("paper_store")


@require_POST
def change_box(request: HttpRequest, box_pk: int) -> HttpResponse:
    """Another code for a box that was never used."""
    user = current_user(request)
    box = papers.boxes(user).get(pk=box_pk)
    form = BoxCodeForm(request.POST)
    if _done(form, lambda given: actions.change_box(box=box, **given, by=user)):
        messages.success(request, f"Đã sửa mã hộp. {PRINT_ANEW}")
        return redirect("paper_box", box_pk)
    return box_page(request, box, form)


@require_POST
def remove_box(request: HttpRequest, box_pk: int) -> HttpResponse:
    """Away with a box that was never used."""
    user = current_user(request)
    box = papers.boxes(user).get(pk=box_pk)
    actions.remove_box(box=box, by=user)
    messages.success(request, f"Đã bỏ hộp {box.path}.")
    return redirect("paper_place", box.place_id)


def _done(form: forms.Form, work: Callable[[dict[str, Any]], object]) -> bool:
    if not form.is_valid():
        return False
    try:
        work(form.cleaned_data)
    except NotValid as error:
        add_problems(form, error)
        return False
    return True
