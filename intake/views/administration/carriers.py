"""How does an administrator see the postal services, and the chief one keep them?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bhxh_archive.administration.reach import require_office
from bhxh_archive.administration.views.frame import (
    administrator,
    administrators_only,
    attempt,
    crumbs,
    status_of,
    within_reach,
)
from intake import queries
from intake.actions.administration.carriers import add_carrier, change_carrier
from intake.forms.carriers import CarrierForm
from intake.models import Carrier


@require_http_methods(["GET", "POST"])
@administrators_only
def carriers(request: HttpRequest) -> HttpResponse:
    """Every carrier with its time, and a form for one more: for who administers every office."""
    by, form = administrator(request), CarrierForm(request.POST or None)
    if request.method == "POST":
        require_office(by, None)
    if made := attempt(form, lambda data: add_carrier(by=by, **data)):
        messages.success(request, f"Đã thêm «{made}».")
        return redirect("carriers")
    context = {"form": form, "rows": queries.every_carrier(), "today": timezone.localdate(),
               "may_change": within_reach(request).everywhere, "crumbs": crumbs(("Đơn vị bưu chính", ""))}  # fmt: skip
    return render(request, "carriers/list.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
@administrators_only
def carrier(request: HttpRequest, carrier_pk: int) -> HttpResponse:
    """Change what may change of one, or close it with a last day."""
    by = administrator(request)
    require_office(by, None)
    row = get_object_or_404(Carrier, pk=carrier_pk)
    form = CarrierForm(request.POST or None, carrier=row)
    if attempt(form, lambda data: change_carrier(carrier=row, by=by, **data)):
        messages.success(request, f"Đã lưu «{row}».")
        return redirect("carriers")
    steps = crumbs(("Đơn vị bưu chính", "carriers"), (str(row), ""))
    return render(request, "carriers/carrier.html", {"row": row, "form": form, "crumbs": steps}, status=status_of(form))
