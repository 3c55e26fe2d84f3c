"""What is common to the administrator's pages: who may open them, how a refusal lands in the form?"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from bhxh_archive.administration.reach import Reach, reach_of
from bhxh_archive.errors import NotValid
from bhxh_archive.models import User
from bhxh_archive.ui.frame import Breadcrumb, Crumb

View = Callable[..., HttpResponse]


def administrators_only(view: View) -> View:
    """Every page of this room needs the right `kernel.administer` (else 403)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        reach_of(administrator(request))
        return view(request, *args, **kwargs)

    return guarded


def administrator(request: HttpRequest) -> User:
    """The signed-in person; the middleware lets nobody else through."""
    assert isinstance(request.user, User)
    return request.user


def within_reach(request: HttpRequest) -> Reach:
    """The offices this administrator acts for."""
    return reach_of(administrator(request))


def crumbs(*steps: tuple[str, str]) -> Breadcrumb:
    """Home and the steps below it, (label, URL name or "")."""
    below = [Crumb(label, reverse(name) if name else "") for label, name in steps]
    return Breadcrumb([Crumb("Bàn làm việc", reverse("home")), *below])


def attempt(form: BaseForm, work: Callable[[dict[str, Any]], Any], *, at: str | None = None) -> Any:
    """Do the work with valid data and return what it gives; None when the form or the action said no.

    The sentences of an action stand above the form, and at the field `at` where they speak of one; all typed is kept.
    """
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return work(form.cleaned_data)
    except NotValid as error:
        for sentence in error.problems or [error.message]:
            form.add_error(at, sentence)
        return None


def status_of(*forms: BaseForm) -> int:
    """422 when a form was sent and refused, else 200."""
    return 422 if any(form.is_bound for form in forms) else 200
