"""The session ended while a person was typing: how is what was typed carried over the sign-in and sent after all?

Nothing of it is kept on the server. The page that asks to sign in carries it along; after the sign-in it is shown once
more and sent only when the person says so, with the rights of whoever signed in.
"""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters

from bhxh_archive.ui.middleware import HIDDEN, LABELS, wants_json
from bhxh_archive.ui.sign_in import SignInForm
from bhxh_archive.ui.typed import SECRETS, said_values

SIGNED_OUT: Final = 401
OVER: Final = "Phiên làm việc đã hết. Đăng nhập lại ở một thẻ khác rồi tiếp tục; nội dung trên trang này còn nguyên."


class SignInFirst(LoginRequiredMiddleware):
    """Deny unless signed in; a form that was sent too late is kept on the page that asks to sign in."""

    def process_view(self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any) -> Any:
        """Nothing for who is signed in, otherwise the answer instead of the page."""
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        return (_kept_here(request) or answer) if answer else None


def _kept_here(request: HttpRequest) -> HttpResponse | None:
    """An answer that keeps what was sent; None where a redirect to the sign-in page loses nothing."""
    if wants_json(request):
        return JsonResponse({"verdict": "refused", "message": OVER}, status=SIGNED_OUT)
    if request.method == "POST" and not request.headers.get("HX-Request"):
        return session_over(request, AuthenticationForm(request), request.get_full_path(), request.POST)
    return None


def session_over(request: HttpRequest, form: AuthenticationForm, path: str, typed: QueryDict) -> HttpResponse:
    """The sign-in form that carries what was typed for `path`."""
    return render(request, "registration/session_over.html", _carried(path, typed) | {"form": form}, status=SIGNED_OUT)


def _carried(path: str, typed: QueryDict) -> dict[str, Any]:
    kept = [(name, value) for name, values in typed.lists() if name not in SECRETS for value in values]
    return {"path": path, "kept": _urlencoded(kept), "fields": kept, "typed": said_values(typed, LABELS, HIDDEN)}


def _urlencoded(pairs: list[tuple[str, Any]]) -> str:
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)
    return data.urlencode()


@method_decorator([login_not_required, sensitive_post_parameters()], name="dispatch")
class SignInAndResend(LoginView):
    """Sign in with a form in hand: shows it once more, to be sent with one press."""

    template_name = "registration/session_over.html"
    authentication_form = SignInForm
    http_method_names = ["post", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        path = request.POST.get("path", "")
        if request.method == "POST" and not _ours(request, path):
            return redirect(settings.LOGIN_URL)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | _carried(self._path, self._kept)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        super().form_valid(form)
        return ask_to_resend(self.request, self._path, self._kept)

    @property
    def _path(self) -> str:
        return self.request.POST["path"]

    @property
    def _kept(self) -> QueryDict:
        return QueryDict(self.request.POST.get("kept", ""))


def ask_to_resend(request: HttpRequest, path: str, typed: QueryDict) -> HttpResponse:
    """What was typed, with the button that sends it to `path` after all."""
    unframed = {"error_frame": None}  # a link to elsewhere would lose what the page carries
    return render(request, "registration/resend.html", _carried(path, typed) | unframed)


def _ours(request: HttpRequest, path: str) -> bool:
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts={request.get_host()})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is too old. From a page of ours it may be sent again; from elsewhere it is refused plainly."""
    own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if wants_json(request):
        return JsonResponse({"verdict": "refused", "message": OVER}, status=SIGNED_OUT if own else 403)
    if not own or request.headers.get("HX-Request"):
        return render(request, "403_csrf.html", status=403)
    if not request.user.is_authenticated:
        return session_over(request, AuthenticationForm(request), request.get_full_path(), request.POST)
    return ask_to_resend(request, request.get_full_path(), request.POST)
