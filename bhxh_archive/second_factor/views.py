"""How does a person set up the second factor of their own account, renew it, or take it away?"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from bhxh_archive.administration.views.frame import administrator as person
from bhxh_archive.administration.views.frame import attempt, crumbs, status_of
from bhxh_archive.confirming import ProofForm, prove
from bhxh_archive.documents.barcodes import qr_svg
from bhxh_archive.second_factor import pending, setting_up, standing
from bhxh_archive.second_factor.devices import device_of, key_text
from bhxh_archive.second_factor.factor import Factor, factor_of
from bhxh_archive.second_factor.forms import FirstCodeForm
from bhxh_archive.second_factor.recovery import codes_left, codes_made

NOTHING_CHANGED: Final = "Chưa có gì thay đổi."
GET_POST = require_http_methods(["GET", "POST"])


@require_GET
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """Whether it is on, since when, and how many recovery codes are left."""
    user = person(request)
    device = device_of(user)
    context = {"device": device, "left": codes_left(user), "made": codes_made(user),
               "back": _back(request), "onward": _onward(request),
               "crumbs": crumbs(("Xác thực hai lớp", ""))}  # fmt: skip
    return render(request, "second_factor/overview.html", context)


@GET_POST
@never_cache
@sensitive_post_parameters("password", "otp")
def begin(request: HttpRequest) -> HttpResponse:
    """The password, and a code of the device that is replaced; then the new secret is shown."""
    user = person(request)
    form = _proof(request)
    if form.is_bound and prove(request, user, form, aftermath=NOTHING_CHANGED):
        pending.remember(request, setting_up.begin(by=user))
        return redirect(_to(request, "second_factor_first_code"))
    return _proof_page(request, form, "second_factor/begin.html")


@GET_POST
@never_cache
@sensitive_post_parameters("otp")
def first_code(request: HttpRequest) -> HttpResponse:
    """The secret as QR code and as text, and the field for the first code; then the recovery codes, once."""
    user, device = person(request), pending.device_of(request)
    if device is None:
        return redirect(_to(request, "second_factor_begin"))
    form = FirstCodeForm(request.POST or None)
    codes = attempt(form, lambda data: setting_up.set_up(device=device, code=data["otp"], by=user), at="otp")
    if codes:
        pending.forget(request)
        standing.begin(request, device)
        return _codes_page(request, codes)
    drawn = mark_safe(qr_svg(device.config_url))  # noqa: S308 - our own drawing of an address of ours
    context = {"form": form, "qr": drawn, "key": key_text(device), "crumbs": _steps("Mã đầu tiên")}
    return render(request, "second_factor/first_code.html", context, status=status_of(form))


@GET_POST
@never_cache
@sensitive_post_parameters("password", "otp")
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes in place of those used up or lost."""
    form = _proof(request)
    if form.is_bound and prove(request, person(request), form, aftermath=NOTHING_CHANGED):
        return _codes_page(request, setting_up.renew_codes(by=person(request)))
    return _proof_page(request, form, "second_factor/recovery_codes.html")


@GET_POST
@never_cache
@sensitive_post_parameters("password", "otp")
def remove(request: HttpRequest) -> HttpResponse:
    """Take the second factor away."""
    form = _proof(request)
    if form.is_bound and prove(request, person(request), form, aftermath=NOTHING_CHANGED):
        setting_up.remove(by=person(request))
        messages.success(request, "Đã tắt xác thực hai lớp. Bạn chưa ký được bằng khóa ở máy chủ cho đến khi bật lại.")
        return redirect("second_factor")
    return _proof_page(request, form, "second_factor/remove.html")


@require_GET
@never_cache
def demo_code(request: HttpRequest) -> HttpResponse:
    """The code that the demo shows, as it is now: a part of a page; empty where none is shown."""
    return render(request, "second_factor/demo_code.html", {"shown": factor_of(request, person(request)).shown})


def _proof(request: HttpRequest) -> ProofForm:
    """A code is asked even of who typed one just now."""
    return ProofForm(request.POST or None, factor=Factor(device_of(person(request))))


def _proof_page(request: HttpRequest, form: ProofForm, template: str) -> HttpResponse:
    context = {"form": form, "onward": _onward(request), "crumbs": _steps("Xác nhận")}
    return render(request, template, context, status=status_of(form))


def _codes_page(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """Neither a redirect nor a message: the codes must not pass through a cookie."""
    context = {"codes": codes, "back": _back(request), "crumbs": _steps("Mã dự phòng")}
    return render(request, "second_factor/codes.html", context)


def _steps(last: str) -> Any:
    return crumbs(("Xác thực hai lớp", "second_factor"), (last, ""))


def _back(request: HttpRequest) -> str:
    """The page of ours from which the person was led here, or ""."""
    path = request.GET.get("next", "")
    ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts={request.get_host()})
    return path if ours else ""


def _onward(request: HttpRequest) -> str:
    back = _back(request)
    return f"?{urlencode({'next': back})}" if back else ""


def _to(request: HttpRequest, name: str) -> str:
    return reverse(name) + _onward(request)
