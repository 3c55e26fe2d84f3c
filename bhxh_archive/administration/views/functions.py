"""How does an administrator give a person a function, and end it?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bhxh_archive.administration import functions, queries
from bhxh_archive.administration.forms import ClosingForm
from bhxh_archive.administration.reach import require_office
from bhxh_archive.administration.views.frame import (
    administrator,
    administrators_only,
    attempt,
    crumbs,
    status_of,
    within_reach,
)
from bhxh_archive.administration.views.person_page import account_form, function_form, person, user_page
from bhxh_archive.left_work import left_by
from bhxh_archive.models import Assignment


@require_POST
@administrators_only
def open_function(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the person a function."""
    subject, form = person(request, pk), function_form(request, request.POST)
    if attempt(form, lambda data: functions.open_function(user=subject, by=administrator(request), **data)):
        messages.success(request, f"Đã giao chức năng cho {subject.username}.")
        return redirect("user", pk)
    return user_page(request, subject, account_form(subject), form)


def _closing_form(request: HttpRequest, row: Assignment) -> ClosingForm:
    """A function taken away at once needs no day."""
    facts = {"valid_to": max(timezone.localdate(), row.valid_from)}
    return ClosingForm(facts if "revoke" in request.POST else request.POST or None, initial=facts)


@require_http_methods(["GET", "POST"])
@administrators_only
def close_function(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a function end on a day, or at once."""
    seen = Assignment.objects.filter(user__in=queries.people(within_reach(request)))
    row = seen.select_related("user", "office").get(pk=pk)
    require_office(administrator(request), row.office_id)
    form, by = _closing_form(request, row), administrator(request)
    if "revoke" in request.POST:
        done = attempt(form, lambda data: functions.revoke_function(assignment=row, by=by))
    else:
        done = attempt(form, lambda data: functions.close_function(assignment=row, by=by, **data), at="valid_to")
    left = left_by(row)
    if done:
        messages.success(request, "Đã thu hồi chức năng." if "revoke" in request.POST else "Đã ghi ngày kết thúc.")
        for said in left:
            messages.warning(request, said)
        return redirect("user", row.user_id)
    steps = crumbs(("Người dùng", "users"), (row.user.full_name, ""))
    context = {"row": row, "form": form, "left": left, "crumbs": steps}
    return render(request, "administration/close_function.html", context, status=status_of(form))
