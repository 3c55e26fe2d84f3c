"""How does an administrator help somebody who lost both the device and the recovery codes?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bhxh_archive.administration.forms import FactorResetForm
from bhxh_archive.administration.reach import require_person
from bhxh_archive.administration.views.frame import administrator, administrators_only, attempt, crumbs, status_of
from bhxh_archive.administration.views.person_page import person
from bhxh_archive.second_factor.setting_up import reset


@require_http_methods(["GET", "POST"])
@administrators_only
def reset_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """What it ends is said before; the reason is asked for and written down."""
    subject, by = person(request, pk), administrator(request)
    require_person(by, subject)
    form = FactorResetForm(request.POST or None)
    attempt(form, lambda data: reset(user=subject, by=by, **data))
    if form.is_bound and form.is_valid():
        messages.success(
            request, f"Đã đặt lại xác thực hai lớp của {subject.username}. Người này phải bật lại trước khi ký."
        )
        return redirect("user", pk)
    steps = crumbs(("Người dùng", "users"), (subject.full_name, ""))
    context = {"subject": subject, "form": form, "crumbs": steps}
    return render(request, "administration/reset_second_factor.html", context, status=status_of(form))
