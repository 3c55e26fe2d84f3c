"""Are the scans of a returned result locked, and how does a clerk open them for mending?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from bhxh_archive.errors import NotValid
from bhxh_archive.models import User
from intake import queries, rules
from intake.actions.consolidation import opening_scans
from intake.models import Dossier
from intake.views.frame import current_user, dossier_to_change


def scans_lock(dossier: Dossier, user: User) -> dict[str, Any]:
    """What `dossier/scans_lock.html` shows to who scans here: that the scans are locked, or why they were opened."""
    if not user.holds("intake.scan", dossier.receiving_office_id):
        return {}
    opened = queries.opening_of(dossier) if dossier.scans_opened_at else None
    return {"scans_locked": rules.scans_may_be_opened(dossier), "scans_opened": opened}


@require_POST
def open_scans(request: HttpRequest, pk: int) -> HttpResponse:
    """Open them with a reason, and go on to the pages."""
    dossier = dossier_to_change(request, pk, "intake.scan", tab="open_scans")
    try:
        opening_scans.open_scans(dossier=dossier, reason=request.POST.get("reason", ""), by=current_user(request))
        messages.success(request, "Đã mở bản quét để sửa. Mọi thay đổi được nêu lại ở bước tích hợp.")
    except NotValid as error:
        messages.error(request, error.message)
    return redirect("pages", pk)


@require_POST
def lock_scans(request: HttpRequest, pk: int) -> HttpResponse:
    """Lock them again: what was mended stays."""
    dossier = dossier_to_change(request, pk, "intake.scan", tab="lock_scans")
    opening_scans.lock_scans(dossier=dossier, by=current_user(request))
    messages.success(request, "Đã khóa lại bản quét.")
    return redirect("pages", pk)
