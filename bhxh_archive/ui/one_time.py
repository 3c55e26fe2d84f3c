"""What may somebody do who signed in with a password that another person gave them? Choose their own, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from bhxh_archive.models import User
from bhxh_archive.ui.middleware import wants_json
from bhxh_archive.ui.resend import ask_to_resend

OPEN: Final = frozenset({"password_change", "logout"})
FIRST: Final = "Hãy đổi mật khẩu được cấp ở một thẻ khác rồi làm lại; nội dung trên trang này còn nguyên."


class OwnPasswordFirst:
    """Every page leads to the choice of one's own password until that is done; what was typed is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any) -> Any:
        """Nothing for whose password is their own, otherwise the answer instead of the page."""
        given = isinstance(request.user, User) and request.user.must_change_password
        assert request.resolver_match
        if not given or request.resolver_match.url_name in OPEN or not getattr(view_func, "login_required", True):
            return None
        return _first(request)


def _first(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"verdict": "refused", "message": FIRST}, status=403)
    if request.method == "POST" and not request.headers.get("HX-Request"):
        return ask_to_resend(request, request.get_full_path(), request.POST)
    return redirect("password_change")
