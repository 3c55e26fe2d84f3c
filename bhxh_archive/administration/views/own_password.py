"""How does a person change their own password, of their own accord or because somebody else gave it to them?"""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bhxh_archive.administration import passwords
from bhxh_archive.administration.forms import OwnPasswordForm
from bhxh_archive.administration.views.frame import attempt, crumbs, status_of
from bhxh_archive.confirming import is_this_person
from bhxh_archive.models import User

WRONG = "Mật khẩu hiện tại không đúng."


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
def password_change(request: HttpRequest) -> HttpResponse:
    """The current password, the new one twice; this session stays, all others of the person end."""
    assert isinstance(request.user, User)  # SignInFirst lets nobody else through
    user, form = request.user, OwnPasswordForm(request.POST or None)
    if form.is_bound and form.is_valid() and not is_this_person(request, user, form.cleaned_data["old_password"]):
        form.add_error("old_password", WRONG)
    changed = attempt(form, lambda data: passwords.change_password(new=data["new_password1"], by=user),
                      at="new_password1")  # fmt: skip
    if changed:
        update_session_auth_hash(request, changed)
        messages.success(request, "Đã đổi mật khẩu. Các phiên đăng nhập khác của bạn đã kết thúc.")
        return redirect("home")
    context = {"form": form, "given": user.must_change_password, "crumbs": crumbs(("Đổi mật khẩu", ""))}
    return render(request, "registration/password_change.html", context, status=status_of(form))
