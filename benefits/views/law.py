"""How does the chief administrator read the numbers of the law, enter new ones, and a second one approve them?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benefits import law
from benefits.actions import law_changes as acting
from benefits.arithmetic.tables import Table
from benefits.forms.law_changes import LawChangeForm, WithdrawLawChangeForm
from benefits.law.pages import changes_of, numbers_of, overview, replaced_by
from benefits.models import LawChange
from bhxh_archive.administration.reach import require_office
from bhxh_archive.administration.views.frame import (
    administrator,
    administrators_only,
    attempt,
    crumbs,
    status_of,
    within_reach,
)
from bhxh_archive.ui.frame import Breadcrumb
from bhxh_archive.ui.typed import name_fields


def _steps(*further: tuple[str, str]) -> Breadcrumb:
    return crumbs(("Số liệu pháp luật", "law_tables" if further else ""), *further)


@require_GET
@administrators_only
def law_tables(request: HttpRequest) -> HttpResponse:
    """Every table, what wants confirming in it, and what waits for approval."""
    rows = overview(timezone.localdate())
    return render(request, "law/tables.html", {"rows": rows, "crumbs": _steps()})


@require_http_methods(["GET", "POST"])
@administrators_only
def law_table(request: HttpRequest, table: str) -> HttpResponse:
    """One table: its numbers with their days and sources, what was entered, and boxes for new ones."""
    found, by = _table(table), administrator(request)
    form = LawChangeForm(request.POST or None, table=found, rules=law.in_force())
    name_fields(request, form)
    if request.method == "POST":
        require_office(by, None)
    if made := attempt(form, lambda data: acting.add_law_change(table=table, by=by, **data)):
        messages.success(request, "Đã ghi số liệu. Số liệu áp dụng khi người thứ hai duyệt ở trang này.")
        return redirect("law_change", made.pk)
    context = {"table": found, "form": form, "numbers": numbers_of(found, timezone.localdate()),
               "changes": changes_of(table), "may_change": within_reach(request).everywhere,
               "crumbs": _steps((found.title, ""))}  # fmt: skip
    return render(request, "law/table.html", context, status=status_of(form))


def _table(name: str) -> Table:
    if name not in law.tables():
        raise Http404
    return law.tables()[name]


@require_GET
@administrators_only
def law_change(request: HttpRequest, change_pk: int) -> HttpResponse:
    """Numbers that were entered, beside those in whose place they stand."""
    return _shown(request, _change(change_pk), WithdrawLawChangeForm())


def _change(pk: int) -> LawChange:
    return get_object_or_404(LawChange.objects.select_related("added_by", "approved_by"), pk=pk)


def _shown(request: HttpRequest, row: LawChange, form: WithdrawLawChangeForm) -> HttpResponse:
    table, by = _table(row.table), administrator(request)
    lines = replaced_by(row)
    context: dict[str, Any] = {
        "row": row, "table": table, "lines": lines, "form": form,
        "leaps": sum(bool(line.leap) for line in lines), "own": row.added_by_id == by.pk,
        "may_change": within_reach(request).everywhere, "ready": row.state == LawChange.State.READY,
        "over": row.state == LawChange.State.WITHDRAWN,
        "crumbs": crumbs(("Số liệu pháp luật", "law_tables"), (table.title, "")),
    }  # fmt: skip
    return render(request, "law/change.html", context, status=status_of(form))


@require_POST
@administrators_only
def approve_law_change(request: HttpRequest, change_pk: int) -> HttpResponse:
    """Let the numbers hold; never by who entered them."""
    row = acting.approve_law_change(change=_change(change_pk), by=administrator(request))
    messages.success(request, "Đã duyệt. Dự thảo chưa ký được tính lại bằng số liệu này trước khi ký.")
    return redirect("law_change", row.pk)


@require_POST
@administrators_only
def withdraw_law_change(request: HttpRequest, change_pk: int) -> HttpResponse:
    """Let the numbers hold no more, with the reason."""
    row, form, by = _change(change_pk), WithdrawLawChangeForm(request.POST), administrator(request)
    require_office(by, None)
    if attempt(form, lambda data: acting.withdraw_law_change(change=row, reason=data["reason"], by=by)):
        messages.success(
            request, "Đã rút số liệu. Quyết định đã ký không đổi; dự thảo được tính lại bằng số liệu trước đó."
        )
        return redirect("law_table", row.table)
    return _shown(request, row, form)
