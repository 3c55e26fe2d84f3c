"""What does the page of one person show: account, access, functions?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bhxh_archive.administration import queries
from bhxh_archive.administration.forms import FunctionForm, UserForm
from bhxh_archive.administration.reach import Reach, manages
from bhxh_archive.administration.views.frame import administrator, crumbs, status_of, within_reach
from bhxh_archive.models import Assignment, User
from bhxh_archive.second_factor.devices import device_of
from bhxh_archive.second_factor.recovery import codes_left, codes_made


def person(request: HttpRequest, pk: int) -> User:
    """Somebody within reach; anybody else is a 404."""
    return queries.people(within_reach(request)).get(pk=pk)


def account_form(subject: User, data: Any = None) -> UserForm:
    """Name, certificate and access as they are, or as they were typed."""
    names = ("full_name", "certificate", "signs_on_device", "csc_credential", "is_active")
    facts = {name: getattr(subject, name) for name in names}
    return UserForm(data, initial=facts)


def function_form(request: HttpRequest, data: Any = None) -> FunctionForm:
    """One function more, within reach."""
    return FunctionForm(data, offices=queries.offices_within(within_reach(request)))


def _closable(row: Assignment, reach: Reach) -> bool:
    return reach.covers(row.office_id) and (row.valid_to is None or row.valid_to >= timezone.localdate())


def user_page(request: HttpRequest, subject: User, form: UserForm, function: FunctionForm) -> HttpResponse:
    """The page with its two forms, 422 when one of them was refused."""
    reach = within_reach(request)
    context: dict[str, Any] = {
        "subject": subject, "form": form, "function_form": function, "forms": [form, function],
        "functions": [(row, _closable(row, reach)) for row in queries.functions_of(subject)],
        "unsigned": not subject.certificate and subject.holds_anywhere("benefits.sign"),
        "may_change": manages(administrator(request), subject), "locked": queries.is_locked(subject),
        "device": device_of(subject), "codes_left": codes_left(subject), "codes_made": codes_made(subject),
        "crumbs": crumbs(("Người dùng", "users"), (subject.full_name, "")),
    }  # fmt: skip
    return render(request, "administration/user.html", context, status=status_of(form, function))
