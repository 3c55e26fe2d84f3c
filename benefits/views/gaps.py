"""Which numbers of this office's series were bound and lost, why, and by whose hand (sổ số bỏ trống)?"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from benefits.queries import bearers_of, number_gaps_of
from benefits.series import SERIES_NAMES
from bhxh_archive.errors import NotAllowed
from bhxh_archive.ui.filters import url_with
from bhxh_archive.ui.frame import Breadcrumb, Crumb
from bhxh_archive.ui.reading import whole_number
from intake.views.frame import current_user

PAGE_SIZE: Final = 50


@require_GET
def number_gaps(request: HttpRequest) -> HttpResponse:
    """The lost numbers of one year or of all, newest first, for records clerk and leader."""
    user = current_user(request)
    if not user.holds_anywhere("benefits.recall"):
        raise NotAllowed("Sổ số bỏ trống chỉ mở cho văn thư và lãnh đạo ký.")
    every = number_gaps_of(user)
    year, before = request.GET.get("nam", ""), request.GET.get("truoc", "")
    wanted = whole_number(year) if len(year) == 4 else None
    rows = every.filter(year=wanted or 0) if year else every
    shown = list((rows.filter(pk__lt=int(before[:12])) if before.isdecimal() else rows)[: PAGE_SIZE + 1])
    more, bearers = len(shown) > PAGE_SIZE, bearers_of(shown[:PAGE_SIZE])
    context = {
        "rows": [(row, SERIES_NAMES.get(row.code, row.code), bearers.get(row.pk)) for row in shown[:PAGE_SIZE]],
        "years": every.order_by("-year").values_list("year", flat=True).distinct(),
        "year": year,
        "next_url": url_with(request.GET, truoc=str(shown[PAGE_SIZE - 1].pk)) if more else "",
        "crumbs": Breadcrumb([Crumb("Bàn làm việc", "/"), Crumb("Sổ số bỏ trống")]),
    }
    return render(request, "benefits/number_gaps.html", context)
