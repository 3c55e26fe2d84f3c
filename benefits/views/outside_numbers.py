"""Which numbers were used outside the program, entered one by one or as a block (số dùng ngoài)?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from benefits.actions.outside_numbers import RIGHT, enter_outside, withdraw_outside
from benefits.forms.outside_numbers import OutsideForm, WithdrawForm
from benefits.queries import outside_numbers_of
from benefits.series import SERIES_NAMES
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.models import OutsideNumbers, User
from bhxh_archive.ui.confirm import ConfirmBlock
from bhxh_archive.ui.frame import Breadcrumb, Crumb
from intake.views.frame import current_user


@require_http_methods(["GET", "POST"])
def outside_numbers(request: HttpRequest) -> HttpResponse:
    """The blocks of my offices, newest year first, and the form for another one."""
    user = _clerk(request)
    form = OutsideForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            block = enter_outside(by=user, **form.cleaned_data)
        except NotValid as error:
            form.add_error(None, error.problems or [error.message])
        else:
            messages.success(request, f"Đã ghi số {block.numbers} dùng ngoài phần mềm.")
            return redirect("outside_numbers")
    rows = [(row, SERIES_NAMES.get(row.code, row.code)) for row in outside_numbers_of(user)]
    crumbs = Breadcrumb([Crumb("Bàn làm việc", "/"), Crumb("Số dùng ngoài")])
    context = {"form": form, "rows": rows, "crumbs": crumbs}
    return render(request, "benefits/outside_numbers.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def withdraw_outside_numbers(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, then take a wrong entry back; to who issues nothing in its office it does not exist."""
    user = current_user(request)
    block = outside_numbers_of(user).get(pk=pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_outside(block=block, by=user, reason=form.cleaned_data["reason"])
        except NotNow as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"Đã bỏ ghi số {block.numbers}.")
            return redirect("outside_numbers")
    context = {"confirm": _asked(block, form, request.path),
               "crumbs": Breadcrumb([Crumb("Bàn làm việc", "/"), Crumb("Số dùng ngoài", reverse("outside_numbers")),
                                     Crumb("Bỏ ghi")])}  # fmt: skip
    return render(request, "benefits/withdraw_outside.html", context, status=422 if form.is_bound else 200)


def _asked(block: OutsideNumbers, form: WithdrawForm, url: str) -> ConfirmBlock:
    series = SERIES_NAMES.get(block.code, block.code)
    what = f"{series} năm {block.year}, {block.office.name}, dùng cho: {block.note}."
    said = f"{what} Bỏ ghi rồi, phần mềm cấp các số này cho văn bản mới."
    return ConfirmBlock(f"Bỏ ghi số {block.numbers}", said, "Bỏ ghi", form, action_url=url,
                        cancel_url=reverse("outside_numbers"), danger=True)  # fmt: skip


def _clerk(request: HttpRequest) -> User:
    user = current_user(request)
    if not user.holds_anywhere(RIGHT):
        raise NotAllowed("Số dùng ngoài phần mềm do Văn thư của đơn vị ghi.")
    return user
