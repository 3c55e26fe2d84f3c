"""How does an administrator keep the users and their functions?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bhxh_archive.administration import passwords, people, queries
from bhxh_archive.administration.forms import ClosingForm, FunctionForm, NewUserForm, UserForm
from bhxh_archive.administration.reach import Reach, manages, require_office, require_person
from bhxh_archive.administration.views.frame import (
    administrator,
    administrators_only,
    attempt,
    crumbs,
    status_of,
    within_reach,
)
from bhxh_archive.administration.wording import described, names_for
from bhxh_archive.models import Assignment, User
from bhxh_archive.ui.reading import whole_number

page_with_form = require_http_methods(["GET", "POST"])


@require_http_methods(["GET", "POST"])
@administrators_only
def users(request: HttpRequest) -> HttpResponse:
    """Everybody within reach; a name to look for is posted, so that it stands in no address."""
    text = request.POST.get("find", "")
    context = {"users": queries.users(within_reach(request), text), "find": text, "crumbs": crumbs(("Người dùng", ""))}
    return render(request, "administration/users.html", context)


@page_with_form
@administrators_only
def new_user(request: HttpRequest) -> HttpResponse:
    """A new person; the password is shown once, in the answer to this form."""
    form = NewUserForm(request.POST or None)
    made = attempt(form, lambda data: people.create_user(by=administrator(request), **data))
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
    subject = _person(request, pk)
    facts = {"full_name": subject.full_name, "certificate": subject.certificate, "is_active": subject.is_active}
    form = UserForm(request.POST or None, initial=facts)
    if request.method == "POST":
        require_person(administrator(request), subject)
    if attempt(form, lambda data: people.change_user(user=subject, by=administrator(request), **data)):
        messages.success(request, f"Đã lưu thay đổi của {subject.username}.")
        return redirect("user", pk)
    return _user_page(request, subject, form, _function_form(request))


def _person(request: HttpRequest, pk: int) -> User:
    """Somebody within reach; anybody else is a 404."""
    return queries.people(within_reach(request)).get(pk=pk)


def _function_form(request: HttpRequest, data: Any = None) -> FunctionForm:
    return FunctionForm(data, offices=queries.offices_within(within_reach(request)))


def _closable(row: Assignment, reach: Reach) -> bool:
    return reach.covers(row.office_id) and (row.valid_to is None or row.valid_to >= timezone.localdate())


def _user_page(request: HttpRequest, subject: User, form: UserForm, function: FunctionForm) -> HttpResponse:
    reach = within_reach(request)
    context: dict[str, Any] = {
        "subject": subject, "form": form, "function_form": function, "forms": [form, function],
        "functions": [(row, _closable(row, reach)) for row in queries.functions_of(subject)],
        "may_change": manages(administrator(request), subject), "locked": queries.is_locked(subject),
        "crumbs": crumbs(("Người dùng", "users"), (subject.full_name, "")),
    }  # fmt: skip
    return render(request, "administration/user.html", context, status=status_of(form, function))


@require_POST
@administrators_only
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A password for one sign-in in place of a forgotten one."""
    subject = _person(request, pk)
    password = passwords.reset_password(user=subject, by=administrator(request))
    return _password_page(request, subject, password, new=False)


@require_POST
@administrators_only
def unlock_user(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a person try again who mistyped too often."""
    subject = _person(request, pk)
    people.unlock(user=subject, by=administrator(request))
    messages.success(request, f"Đã mở khóa đăng nhập cho {subject.username}.")
    return redirect("user", pk)


@require_POST
@administrators_only
def open_function(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the person a function."""
    subject, form = _person(request, pk), _function_form(request, request.POST)
    if attempt(form, lambda data: people.open_function(user=subject, by=administrator(request), **data)):
        messages.success(request, f"Đã giao chức năng cho {subject.username}.")
        return redirect("user", pk)
    facts = {"full_name": subject.full_name, "certificate": subject.certificate, "is_active": subject.is_active}
    return _user_page(request, subject, UserForm(initial=facts), form)


@page_with_form
@administrators_only
def close_function(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a function end on a day."""
    seen = Assignment.objects.filter(user__in=queries.people(within_reach(request)))
    row = seen.select_related("user", "office").get(pk=pk)
    require_office(administrator(request), row.office_id)
    form = ClosingForm(request.POST or None, initial={"valid_to": timezone.localdate()})
    if attempt(form, lambda data: people.close_function(assignment=row, by=administrator(request), **data)):
        messages.success(request, "Đã ghi ngày kết thúc chức năng.")
        return redirect("user", row.user_id)
    steps = crumbs(("Người dùng", "users"), (row.user.full_name, ""))
    context = {"row": row, "form": form, "crumbs": steps}
    return render(request, "administration/close_function.html", context, status=status_of(form))


@require_GET
@administrators_only
def changes(request: HttpRequest) -> HttpResponse:
    """What the administrators within reach changed, newest first."""
    found = list(queries.changes(within_reach(request), whole_number(request.GET.get("before")))[:51])
    names = names_for(found[:50])
    rows = [(row, names.subjects.get(row.subject, row.subject), described(row.before, names),
             described(row.after, names)) for row in found[:50]]  # fmt: skip
    following = f"?before={found[49].seq}" if len(found) > 50 else ""
    context = {"rows": rows, "next_url": following, "crumbs": crumbs(("Nhật ký quản trị", ""))}
    return render(request, "administration/changes.html", context)
