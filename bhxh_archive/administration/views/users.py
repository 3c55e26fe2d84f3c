"""How does an administrator keep the users?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bhxh_archive.administration import passwords, people, queries
from bhxh_archive.administration.forms import NewUserForm, UserForm
from bhxh_archive.administration.reach import require_person
from bhxh_archive.administration.views.frame import (
    administrator,
    administrators_only,
    attempt,
    crumbs,
    status_of,
    within_reach,
)
from bhxh_archive.administration.views.person_page import account_form, function_form, person, user_page
from bhxh_archive.administration.wording import described, names_for, subject_of
from bhxh_archive.models import User
from bhxh_archive.ui.reading import whole_number

page_with_form = require_http_methods(["GET", "POST"])


@require_http_methods(["GET", "POST"])
@administrators_only
def users(request: HttpRequest) -> HttpResponse:
    """Everybody within reach; a name to look for is posted, so that it stands in no address."""
    text = request.POST.get("find", "")
    context = {"users": queries.users(within_reach(request), text), "locked": queries.locked_names(), "find": text,
               "crumbs": crumbs(("Người dùng", ""))}  # fmt: skip
    return render(request, "administration/users.html", context)


@page_with_form
@administrators_only
def new_user(request: HttpRequest) -> HttpResponse:
    """A new person; the password is shown once, in the answer to this form."""
    form = NewUserForm(request.POST or None)
    made = attempt(form, lambda data: people.create_user(by=administrator(request), **data), at="username")
    if made:
        return _password_page(request, *made, new=True)
    steps = crumbs(("Người dùng", "users"), ("Thêm người dùng", ""))
    return render(request, "administration/new_user.html", {"form": form, "crumbs": steps}, status=status_of(form))


def _password_page(request: HttpRequest, user: User, password: str, *, new: bool) -> HttpResponse:
    """Neither a redirect nor a message: a password must not pass through a cookie or a cache."""
    steps = crumbs(("Người dùng", "users"), (user.full_name, ""))
    context = {"subject": user, "password": password, "new": new, "crumbs": steps}
    answer = render(request, "administration/password.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@page_with_form
@administrators_only
def user(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: name, certificate, access, functions."""
    subject = person(request, pk)
    form = account_form(subject, request.POST or None)
    if request.method == "POST":
        require_person(administrator(request), subject)
        _look_for_the_certificate(request, subject, form)
    if attempt(form, lambda data: people.change_user(user=subject, by=administrator(request), **data), at="is_active"):
        messages.success(request, f"Đã lưu thay đổi của {subject.username}.")
        return redirect("user", pk)
    return user_page(request, subject, form, function_form(request))


def _look_for_the_certificate(request: HttpRequest, subject: User, form: UserForm) -> None:
    """Say at its box that it is somebody else's."""
    if form.is_valid() and (taken := people.certificate_taken(subject, form.cleaned_data, administrator(request))):
        form.add_error("certificate", taken)


@page_with_form
@administrators_only
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A password for one sign-in in place of a forgotten one; what it ends is said before."""
    subject = person(request, pk)
    require_person(administrator(request), subject)
    if request.method != "POST":
        steps = crumbs(("Người dùng", "users"), (subject.full_name, ""))
        return render(request, "administration/reset_password.html", {"subject": subject, "crumbs": steps})
    password = passwords.reset_password(user=subject, by=administrator(request))
    return _password_page(request, subject, password, new=False)


@require_POST
@administrators_only
def unlock_user(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a person try again who mistyped too often."""
    subject = person(request, pk)
    people.unlock(user=subject, by=administrator(request))
    messages.success(request, f"Đã mở khóa đăng nhập cho {subject.username}.")
    return redirect("user", pk)


@require_GET
@administrators_only
def changes(request: HttpRequest) -> HttpResponse:
    """What the administrators within reach changed, newest first."""
    found = list(queries.changes(within_reach(request), whole_number(request.GET.get("before")))[:51])
    names = names_for(found[:50])
    rows = [(row, subject_of(row, names), described(row.before, names),
             described(row.after, names)) for row in found[:50]]  # fmt: skip
    following = f"?before={found[49].seq}" if len(found) > 50 else ""
    context = {"rows": rows, "next_url": following, "crumbs": crumbs(("Nhật ký quản trị", ""))}
    return render(request, "administration/changes.html", context)
