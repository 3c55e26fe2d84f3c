"""What waits for the leader's own token, how far is it, and with which code is it fetched there?"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from benefits.actions.deferring import take_back
from benefits.actions.signing_codes import LIVES, new_code
from benefits.models import DeferredSignature
from benefits.queries import deferred_of
from bhxh_archive.errors import NotAllowed
from bhxh_archive.models import User
from bhxh_archive.ui.frame import Breadcrumb, Crumb
from intake.models import Dossier
from intake.queries import dossier_for
from intake.views.frame import current_user

State = DeferredSignature.State


@require_GET
def device_signing(request: HttpRequest) -> HttpResponse:
    """The list, which keeps itself up to date while something is open."""
    return render(request, "benefits/device_signing.html", _context(_leader(request)))


def _leader(request: HttpRequest) -> User:
    user = current_user(request)
    if not user.holds_anywhere("benefits.sign"):
        raise NotAllowed("Trang này chỉ mở cho người ký văn bản.")
    return user


def _context(user: User) -> dict[str, Any]:
    rows = deferred_of(user)
    by_dossier = [(dossier, list(found)) for dossier, found in groupby(rows, key=_dossier)]
    return {
        "dossiers": by_dossier, "total": len(rows), "waiting": sum(row.state == State.WAITING for row in rows),
        "made": sum(row.state == State.MADE for row in rows), "on_device": user.signs_on_device,
        "crumbs": Breadcrumb([Crumb("Bàn làm việc", "/"), Crumb("Ký trên thiết bị")]),
    }  # fmt: skip


def _dossier(row: DeferredSignature) -> Dossier:
    return row.document.draft.dossier


@require_POST
def signing_code(request: HttpRequest) -> HttpResponse:
    """A new code, shown once: it passes through no redirect, cookie or cache."""
    user = _leader(request)
    code = new_code(by=user)
    context = {**_context(user), "code": code, "minutes": int(LIVES.total_seconds() // 60)}
    answer = render(request, "benefits/device_signing.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def take_back_deferred(request: HttpRequest, pk: int) -> HttpResponse:
    """The documents of one dossier wait no more; they may be signed anew or returned."""
    user = current_user(request)
    dossier = take_back(dossier=dossier_for(user, pk), by=user)
    messages.success(request, f"Đã lấy lại văn bản của hồ sơ {dossier}; hồ sơ vẫn ở hàng chờ ký.")
    return redirect("device_signing")
