"""How does a refused action reach the person: which page, which status, with nothing typed lost?"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve

from bhxh_archive.errors import ActionError, NotValid
from bhxh_archive.ui.typed import typed_values

Answer = Callable[[HttpRequest], HttpResponse]
OPEN: frozenset[str] = frozenset({"login", "logout", "healthz", "readyz"})
"""The only addresses that answer to who is signed out."""


class SignedInOnly:
    """Deny unless allowed: every address asks for a sign-in, except the few of OPEN."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated or self._is_open(request):
            return self.get_response(request)
        return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")

    def _is_open(self, request: HttpRequest) -> bool:
        if request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
            return True
        try:
            return resolve(request.path_info).url_name in OPEN
        except Http404:
            return False


class Refusals:
    """An action that was refused becomes 403, 409 or 422; what is not there for this person becomes 404."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, ObjectDoesNotExist):
            raise Http404 from error
        if isinstance(error, ActionError):
            return refusal(request, error)
        return None


def refusal(request: HttpRequest, error: ActionError) -> HttpResponse:
    """The page that says no: what happened, what to do, and everything the person had typed."""
    problems = error.problems if isinstance(error, NotValid) and len(error.problems) > 1 else []
    context = {
        "message": error.message,
        "problems": problems,
        "typed": typed_values(request.POST) if request.method == "POST" else [],
        "back_url": _way_back(request),
    }
    return render(request, f"errors/{error.status}.html", context, status=error.status)


def _way_back(request: HttpRequest) -> str:
    """The page the form was on, when it is one of ours."""
    came_from = request.headers.get("Referer", "")
    own = f"{request.scheme}://{request.get_host()}/"
    return came_from if came_from.startswith(own) else ""
