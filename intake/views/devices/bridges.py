"""How does an administrator keep the bridges of the offices?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from bhxh_archive.administration.views.frame import (
    administrator,
    administrators_only,
    attempt,
    crumbs,
    status_of,
    within_reach,
)
from intake.actions.devices import bridges as actions
from intake.forms.watching import BridgeForm
from intake.models import Bridge
from intake.queries.bridges import bridges_within
from intake.queries.watching import keepers_within


@require_http_methods(["GET", "POST"])
@never_cache
@administrators_only
def bridges(request: HttpRequest) -> HttpResponse:
    """Every bridge within reach, and a form for one more; the key of a new one is shown here and never again."""
    reach = within_reach(request)
    seats = keepers_within(reach)
    form = BridgeForm(request.POST or None, seats=seats)
    made = attempt(form, lambda data: _add(request, form, data), at="name")
    bridge, key = made or (None, "")
    context = {
        "bridges": bridges_within(reach), "made": bridge, "key": key, "crumbs": crumbs(("Cầu nối", "")),
        "form": BridgeForm(seats=seats) if made else form, "home": request.build_absolute_uri("/"),
    }  # fmt: skip
    return render(request, "scanners/bridges.html", context, status=200 if made else status_of(form))


def _add(request: HttpRequest, form: BridgeForm, data: dict[str, Any]) -> tuple[Bridge, str]:
    office, keeper = form.seat
    return actions.add_bridge(office=office, name=data["name"], keeper=keeper, by=administrator(request))


@require_POST
@administrators_only
def revoke(request: HttpRequest, bridge_pk: int) -> HttpResponse:
    """Shut a bridge out."""
    row = bridges_within(within_reach(request)).get(pk=bridge_pk)
    actions.revoke_bridge(bridge=row, by=administrator(request))
    messages.success(
        request, f"Đã thu hồi khóa của «{row}» và bỏ các máy quét sau nó. Muốn dùng lại, hãy thêm cầu nối."
    )
    return redirect("bridges")
