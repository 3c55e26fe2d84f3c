"""What waits for a signer's key elsewhere, how far is it, and how is it signed there: token or remote service?"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from benefits.actions.deferring import take_back
from benefits.actions.remote_signing import send_code, sign_remotely
from benefits.actions.signing_codes import LIVES, new_code
from benefits.forms.remote import RemoteForm
from benefits.models import DeferredSignature
from benefits.queries import deferred_of
from benefits.signers.cosigners import may_sign_elsewhere
from bhxh_archive.errors import ActionError, NotAllowed
from bhxh_archive.models import User
from bhxh_archive.ui.frame import Breadcrumb, Crumb
from intake.models import Dossier
from intake.queries import dossier_for
from intake.views.frame import current_user

State = DeferredSignature.State


@require_GET
def device_signing(request: HttpRequest) -> HttpResponse:
    """The list, which keeps itself up to date while something is open."""
    return render(request, "benefits/device_signing.html", _context(_signer(request)))


def _signer(request: HttpRequest) -> User:
    user = current_user(request)
    if not may_sign_elsewhere(user):
        raise NotAllowed("Trang này chỉ mở cho người ký văn bản.")
    return user


def _context(user: User, form: RemoteForm | None = None) -> dict[str, Any]:
    rows = deferred_of(user)
    by_dossier = [(dossier, list(found)) for dossier, found in groupby(rows, key=_dossier)]
    title = "Ký từ xa" if user.csc_credential else "Ký trên thiết bị"
    return {
        "dossiers": by_dossier, "total": len(rows), "waiting": sum(row.state == State.WAITING for row in rows),
        "made": sum(row.state == State.MADE for row in rows), "elsewhere": user.signs_elsewhere,
        "ready": sum(row.state == State.WAITING and not row.late and row.attributes is not None for row in rows),
        "leads": user.holds_anywhere("benefits.sign"), "remote": bool(user.csc_credential),
        "form": form or RemoteForm(), "title": title,
        "crumbs": Breadcrumb([Crumb("Bàn làm việc", "/"), Crumb(title)]),
    }  # fmt: skip


def _dossier(row: DeferredSignature) -> Dossier:
    return row.document.draft.dossier


@require_POST
def signing_code(request: HttpRequest) -> HttpResponse:
    """A new code, shown once: it passes through no redirect, cookie or cache."""
    user = _signer(request)
    code = new_code(by=user)
    context = {**_context(user), "code": code, "minutes": int(LIVES.total_seconds() // 60)}
    answer = render(request, "benefits/device_signing.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def send_remote_code(request: HttpRequest) -> HttpResponse:
    """Have the service send the leader its one-time code."""
    send_code(user=_signer(request))
    messages.success(request, "Dịch vụ ký từ xa đã gửi mã OTP cho bạn.")
    return redirect("device_signing")


@require_POST
def sign_at_service(request: HttpRequest) -> HttpResponse:
    """Sign what is ready, for one PIN and one code; neither comes back in the form."""
    user, form = _signer(request), RemoteForm(request.POST)
    if form.is_valid() and (number := _signed(user, form)):
        messages.success(request, f"Đã ký {number} văn bản ở dịch vụ ký từ xa; hệ thống đang lấy dấu thời gian.")
        return redirect("device_signing")
    return render(request, "benefits/device_signing.html", _context(user, form), status=422)


def _signed(user: User, form: RemoteForm) -> int:
    try:
        return sign_remotely(user=user, **form.cleaned_data)
    except ActionError as refused:
        form.add_error(None, refused.message)
        return 0


@require_POST
def take_back_deferred(request: HttpRequest, pk: int) -> HttpResponse:
    """The documents of one dossier wait no more; they may be signed anew or returned."""
    user = current_user(request)
    dossier = take_back(dossier=dossier_for(user, pk), by=user)
    messages.success(request, f"Đã lấy lại văn bản của hồ sơ {dossier}; hồ sơ vẫn ở hàng chờ ký.")
    return redirect("device_signing")
