"""How is the list of what is to be paid looked at, and taken along as a spreadsheet?"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from benefits.issued import payments
from bhxh_archive.access import log_view
from bhxh_archive.errors import NotAllowed, NotValid
from bhxh_archive.models import User
from bhxh_archive.spreadsheets import XLSX
from bhxh_archive.ui.frame import Breadcrumb, Crumb
from intake.forms.register import period_of
from intake.views.frame import current_user

SHOWN: Final = 100
MOST_ADDED: Final = 500
"""Lines that are added up on the page; of more the file does."""


def _permitted(request: HttpRequest) -> User:
    user = current_user(request)
    if not any(user.holds_anywhere(right) for right in payments.READERS):
        raise NotAllowed("Danh sách chi trả do Phòng Chế độ BHXH, Văn thư và Kế hoạch - Tài chính lấy.")
    return user


@require_GET
def payment_list(request: HttpRequest) -> HttpResponse:
    """The first lines of the period, what all of it comes to, and the file."""
    user = _permitted(request)
    form, start, end = period_of(request.GET)
    rows = payments.issued_decisions(user, start, end)
    count = 0 if form.errors else rows.count()
    lines = payments.lines_of((rows if count <= MOST_ADDED else rows[:SHOWN]) if count else [])
    log_view(request, "payments", action="payments")
    context = {
        "form": form, "lines": lines[:SHOWN], "count": count, "listed": len(lines), "first": SHOWN,
        "more": max(len(lines) - SHOWN, 0),
        "added": count <= MOST_ADDED, "totals": payments.totals_of(lines),
        "lacking": sum(bool(line.lacking) for line in lines), "doubted": sum(line.doubted for line in lines),
        "query": f"start={start:%d/%m/%Y}&end={end:%d/%m/%Y}",
        "crumbs": Breadcrumb([Crumb("Bàn làm việc", "/"), Crumb("Danh sách chi trả")]),
    }  # fmt: skip
    return render(request, "benefits/payments.html", context, status=422 if form.errors else 200)


@require_GET
def payment_file(request: HttpRequest) -> HttpResponse:
    """The whole period as XLSX."""
    user = _permitted(request)
    form, start, end = period_of(request.GET)
    if form.errors:
        raise NotValid("Chọn ngày đầu, ngày cuối hợp lệ, không quá một năm.")
    log_view(request, "payments", action="payments:xlsx")
    rows = payments.issued_decisions(user, start, end)
    answer = HttpResponse(payments.payments_xlsx(start, end, payments.lines_of(rows)), content_type=XLSX)
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Disposition"] = f'attachment; filename="chi-tra-{start:%Y%m%d}-{end:%Y%m%d}.xlsx"'
    return answer
