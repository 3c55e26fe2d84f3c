"""What does an applicant see who scans the code on the receipt? Step and dates; no account, no cookie, no person."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from bhxh_archive.identifiers.lookup_codes import printed_code, read_code
from bhxh_archive.lifecycle import State
from intake.models import Dossier
from intake.queries import open_hand_over
from intake.queries.status import days_of_steps, dossier_of_code
from intake.rules.standing import OVER, late_by_law, standing, steps
from intake.views.public import View, limited

NOT_A_CODE: Final = "Mã tra cứu gồm 16 chữ và số. Hãy xem lại trên giấy tiếp nhận rồi nhập lại."


def _too_often(request: HttpRequest, minutes: int) -> HttpResponse:
    return _page("often", {"minutes": minutes}, status=429)


def public(view: View) -> View:
    """A page for everybody that only shows."""
    return login_not_required(require_safe(limited("status", _too_often)(view)))


def _page(name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Rendered without the request: who is signed in, sessions and tokens are none of this page's business."""
    return HttpResponse(render_to_string(f"status/{name}.html", context), status=status)


@public
def status_form(request: HttpRequest) -> HttpResponse:
    """Where the code is typed by hand; a typed one leads on to its page."""
    typed = request.GET.get("ma", "")
    if code := read_code(typed):
        return redirect("status", code)
    fault = NOT_A_CODE if "ma" in request.GET else ""
    return _page("form", {"typed": typed[:40], "fault": fault}, status=422 if fault else 200)


@public
def status(request: HttpRequest, code: str) -> HttpResponse:
    """Where the dossier with this code stands; 404 for a code that is unknown and for one that has expired."""
    dossier = dossier_of_code(read_code(code))
    return _page("status", _shown(dossier)) if dossier else _page("unknown", {}, status=404)


def _shown(dossier: Dossier) -> dict[str, Any]:
    today = timezone.localdate()
    found, late = standing(dossier, open_hand_over(dossier)), late_by_law(dossier, today)
    told = dossier.promised_on or (dossier.due_on if late != dossier.due_on else None)
    return {
        "standing": found, "steps": steps(found, days_of_steps(dossier)), "today": today,
        "office": dossier.receiving_office.name_on(today), "code": printed_code(dossier.status_code or ""),
        "received": timezone.localdate(dossier.received_at) if dossier.received_at else None,
        "due": None if dossier.state in OVER or dossier.state == State.AWAITING_SUPPLEMENT else dossier.due_on,
        "limit": dossier.waits_until if dossier.state == State.AWAITING_SUPPLEMENT else None,
        "promised": dossier.promised_on, "late": late, "told": told,
    }  # fmt: skip
