"""How does an administrator keep parameters, and read the offices?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bhxh_archive.administration import queries, rules
from bhxh_archive.administration.forms import ParameterForm
from bhxh_archive.administration.views.frame import (
    administrator,
    administrators_only,
    attempt,
    crumbs,
    status_of,
    within_reach,
)
from bhxh_archive.models import Parameter
from bhxh_archive.parameters import DEFAULTS, Default

page_with_form = require_http_methods(["GET", "POST"])


@require_GET
@administrators_only
def parameters(request: HttpRequest) -> HttpResponse:
    """Every parameter with the value that holds today, and whether it is confirmed."""
    set_values = queries.general_values(timezone.localdate())
    rows = [_line(default, set_values.get(key)) for key, default in DEFAULTS.items()]
    return render(request, "administration/parameters.html", {"rows": rows, "crumbs": crumbs(("Tham số", ""))})


def _line(default: Default, row: Parameter | None) -> dict[str, Any]:
    return {"default": default, "value": shown(default, row.value if row else default.value),
            "confirmed": row.confirmed if row else default.confirmed, "since": row.valid_from if row else None,
            "source": (row.source if row else "") or default.source}  # fmt: skip


def shown(default: Default, value: str) -> str:
    """A stored value in words."""
    if default.kind == "bool":
        return "Có" if value.strip() == "1" else "Không"
    if default.kind == "results":
        return value.replace(",", ", ") or "Không chuyển văn bản nào"
    return value


@page_with_form
@administrators_only
def parameter(request: HttpRequest, key: str) -> HttpResponse:
    """One parameter: every value it ever had, and a form for the next one."""
    default = DEFAULTS.get(key)
    if default is None:
        raise Http404
    reach = within_reach(request)
    form = ParameterForm(request.POST or None, key=key, offices=queries.offices_within(reach), general=reach.everywhere)
    if attempt(form, lambda data: rules.set_parameter(key=key, by=administrator(request), **data)):
        messages.success(request, "Đã thêm giá trị mới. Giá trị cũ vẫn áp dụng cho các ngày trước đó.")
        return redirect("parameter", key)
    values = [(row, shown(default, row.value), reach.covers(row.office_id)) for row in queries.values_of(key)]
    context = {"default": default, "default_value": shown(default, default.value), "values": values, "form": form,
               "in_force": queries.in_force(row for row, _, _ in values), "today": timezone.localdate(),
               "crumbs": crumbs(("Tham số", "parameters"), (default.label, ""))}  # fmt: skip
    return render(request, "administration/parameter.html", context, status=status_of(form))


@require_POST
@administrators_only
def confirm_parameter(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a value as confirmed."""
    row = Parameter.objects.get(pk=pk)
    rules.confirm_parameter(parameter=row, source=request.POST.get("source", ""), by=administrator(request))
    messages.success(request, "Đã xác nhận giá trị.")
    return redirect("parameter", row.key)


@require_POST
@administrators_only
def withdraw_parameter(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a value that was not in force before today."""
    row = Parameter.objects.get(pk=pk)
    rules.withdraw_parameter(parameter=row, by=administrator(request))
    messages.success(request, f"Đã bỏ giá trị áp dụng từ {row.valid_from:%d/%m/%Y}.")
    return redirect("parameter", row.key)


@require_GET
@administrators_only
def offices(request: HttpRequest) -> HttpResponse:
    """The offices with their dated names; they are changed by the installation, not here."""
    context = {"offices": queries.offices(), "crumbs": crumbs(("Đơn vị", ""))}
    return render(request, "administration/offices.html", context)
