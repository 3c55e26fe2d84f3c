"""How does an administrator keep the calendar, and see what a day means to the dossiers that are open?"""

from __future__ import annotations

from datetime import date
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bhxh_archive.administration import queries, rules
from bhxh_archive.administration.forms import HolidayForm, KnownHolidayForm
from bhxh_archive.administration.reach import require_office
from bhxh_archive.administration.views.frame import (
    administrator,
    administrators_only,
    attempt,
    crumbs,
    status_of,
    within_reach,
)
from bhxh_archive.calendar_changes import Effect, effects_of
from bhxh_archive.errors import NotValid
from bhxh_archive.models import Holiday
from bhxh_archive.ui.filters import url_with
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.tables import Paging

ON_ITS_PAGE: Final = "kết quả ở trang của ngày này"
IN_THE_TRAIL: Final = "nhật ký của từng hồ sơ ghi hạn trước và hạn sau"
page_with_form = require_http_methods(["GET", "POST"])


@page_with_form
@administrators_only
def holidays(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The calendar of one year, and a form for one more day: for who administers every office.

    What the day means to open dossiers is said first; the second press writes it.
    """
    year = year or timezone.localdate().year
    form = HolidayForm(request.POST or None)
    if request.method == "POST":
        require_office(administrator(request), None)
    asked = _asked(request, form)
    made = None if asked else attempt(form, lambda data: rules.add_holiday(by=administrator(request), **data))
    if made:
        messages.success(request, f"Đã thêm ngày {made.day:%d/%m/%Y}.{_follows(made.day)}")
        return redirect("holidays_of", made.day.year)
    context = {"form": form, "year": year, "years": queries.years(), "days": queries.holidays(year), "asked": asked,
               "may_change": within_reach(request).everywhere, "day": form.cleaned_data["day"] if asked else None,
               "crumbs": crumbs(("Ngày nghỉ", ""))}  # fmt: skip
    return render(request, "administration/holidays.html", context, status=200 if asked else status_of(form))


def _asked(request: HttpRequest, form: HolidayForm) -> list[Effect]:
    """What the day means, where it means something and was not agreed to yet: another day is another question."""
    if not form.is_bound or not form.is_valid():
        return []
    day: date = form.cleaned_data["day"]
    known = Holiday.objects.filter(day=day).exists()
    if known or not _sound(form) or request.POST.get("sure") == day.isoformat():
        return []
    return [row for row in effects_of(day) if row.counted or row.told]


def _sound(form: HolidayForm) -> bool:
    """Whether the calendar would take the day: what is refused means nothing to anybody."""
    try:
        rules.check_holiday(**form.cleaned_data)
    except NotValid:
        return False
    return True


def _follows(day: date, told: str = ON_ITS_PAGE) -> str:
    counted = sum(row.counted for row in effects_of(day))
    return f" Hạn của {counted} hồ sơ đang giải quyết được tính lại; {told}." if counted else ""


@page_with_form
@administrators_only
def holiday(request: HttpRequest, pk: int) -> HttpResponse:
    """Change or confirm one day; what it meant to open dossiers so far, and how many are counted anew again."""
    require_office(administrator(request), None)
    row = Holiday.objects.get(pk=pk)
    facts = {"kind": row.kind, "name": row.name, "source": row.source, "confirmed": row.confirmed}
    removing, by = "remove" in request.POST, administrator(request)
    form = KnownHolidayForm(facts if removing else request.POST or None, initial=facts)
    if removing and attempt(form, lambda data: rules.remove_holiday(holiday=row, by=by) or True):
        messages.success(request, f"Đã bỏ ngày {row.day:%d/%m/%Y} khỏi lịch.{_follows(row.day, IN_THE_TRAIL)}")
        return redirect("holidays_of", row.day.year)
    if not removing and attempt(form, lambda data: rules.change_holiday(holiday=row, by=by, **data)):
        messages.success(request, f"Đã lưu ngày {row.day:%d/%m/%Y}.{_follows(row.day)}")
        return redirect("holidays_of", row.day.year)
    steps = crumbs(("Ngày nghỉ", "holidays"), (f"{row.day:%d/%m/%Y}", ""))
    context = {"row": row, "form": form, "crumbs": steps, "effects": _effects(request, row.day)}
    return render(request, "administration/holiday.html", context, status=status_of(form))


def _effects(request: HttpRequest, day: date) -> list[tuple[Effect, Paging]]:
    """Each with one page of the dossiers that the day moved."""
    after = whole_number(request.GET.get("after")) or 0
    first = url_with(request.GET, after="") if after else ""
    return [
        (row, Paging(first, url_with(request.GET, after=row.following) if row.following else ""))
        for row in effects_of(day, after)
    ]
