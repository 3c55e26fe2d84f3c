"""How many dossiers came, went in time and are left: the monthly one-stop report of an office?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bhxh_archive.errors import NotAllowed
from bhxh_archive.models import Office
from bhxh_archive.spreadsheets import XLSX
from bhxh_archive.ui.filters import url_with
from bhxh_archive.ui.frame import Breadcrumb, Crumb
from bhxh_archive.ui.reading import whole_number
from intake.forms.reports import MonthForm
from intake.queries import Month, monthly_report
from intake.queries.monthly import NONE, ReportLine
from intake.reports.monthly import monthly_workbook
from intake.views.frame import current_user


@require_GET
def report(request: HttpRequest) -> HttpResponse:
    """The report of one month and office, as a page or (`dang=xlsx`) as a spreadsheet."""
    office, form = _office(request), MonthForm(request.GET, auto_id="%s")
    context: dict[str, Any] = {
        "form": form, "office": office, "offices": _offices(request),
        "crumbs": Breadcrumb([Crumb("Bàn làm việc", "/"), Crumb("Báo cáo một cửa")]),
    }  # fmt: skip
    if not form.is_valid():
        return render(request, "intake/monthly_report.html", context, status=422)
    month = form.cleaned_data["thang"]
    lines = monthly_report(office, month)
    if request.GET.get("dang") == "xlsx":
        return _sheet(monthly_workbook(office.name_on(month.last).name, month, lines), month)
    return render(request, "intake/monthly_report.html", context | _figures(request, month, lines))


def _figures(request: HttpRequest, month: Month, lines: list[ReportLine]) -> dict[str, Any]:
    return {
        "month": month, "lines": lines, "total": sum((line.flow for line in lines), NONE),
        "sheet_url": url_with(request.GET, dang="xlsx"), "before_url": _at(request, month.first - timedelta(days=1)),
        "after_url": _at(request, month.last + timedelta(days=1)), "going_on": month.last >= timezone.localdate(),
    }  # fmt: skip


def _at(request: HttpRequest, day: date) -> str:
    return url_with(request.GET, thang=f"{day:%m/%Y}")


def _offices(request: HttpRequest) -> list[Office]:
    ids = current_user(request).offices_with("intake.report")
    return list(Office.objects.filter(pk__in=ids).prefetch_related("names").order_by("code"))


def _office(request: HttpRequest) -> Office:
    """The office asked for, else the first; another's is a 404 (Office.DoesNotExist)."""
    mine = _offices(request)
    if not mine:
        raise NotAllowed("Báo cáo một cửa mở cho Bộ phận Tiếp nhận, Trưởng phòng Chế độ BHXH và lãnh đạo ký.")
    asked = request.GET.get("don-vi")
    if not asked:
        return mine[0]
    known = Office.objects.filter(pk__in=[office.pk for office in mine]).prefetch_related("names")
    return known.get(pk=whole_number(asked) or 0)


def _sheet(content: bytes, month: Month) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="bao-cao-mot-cua-{month.year}-{month.month:02d}.xlsx"'
    return answer
