"""How is the register of outgoing documents looked at, printed for binding, and taken along as a spreadsheet?"""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from benefits.issued.outgoing import outgoing_lines, outgoing_pdf, outgoing_xlsx
from bhxh_archive.access import log_view
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.models import Office, User
from bhxh_archive.spreadsheets import XLSX
from bhxh_archive.ui.frame import Breadcrumb, Crumb
from bhxh_archive.ui.reading import whole_number
from intake.forms.register import period_of
from intake.views.frame import current_user
from intake.views.slips import pdf_answer

RIGHT: Final = "benefits.recall"
SHOWN: Final = 100
MOST_PRINTED: Final = 3000


def _offices(user: User) -> list[Office]:
    if not user.holds_anywhere(RIGHT):
        raise NotAllowed("Sổ văn bản đi do Văn thư giữ; lãnh đạo ký được xem.")
    return list(Office.objects.filter(pk__in=user.offices_with(RIGHT)).prefetch_related("names").order_by("pk"))


def _chosen(request: HttpRequest, offices: list[Office]) -> Office:
    wanted = whole_number(request.GET.get("office"))
    found = [office for office in offices if wanted in (None, office.pk)]
    if not found:
        raise Office.DoesNotExist
    return found[0]


@require_GET
def outgoing_register(request: HttpRequest) -> HttpResponse:
    """The first lines of the period, and the two files with all of them."""
    offices = _offices(current_user(request))
    office = _chosen(request, offices)
    form, start, end = period_of(request.GET)
    lines = [] if form.errors else outgoing_lines(office, start, end)
    log_view(request, "outgoing", action="outgoing")
    context = {
        "form": form, "lines": lines[:SHOWN], "count": len(lines), "more": max(len(lines) - SHOWN, 0),
        "office": office, "offices": offices if len(offices) > 1 else [],
        "query": f"office={office.pk}&start={start:%d/%m/%Y}&end={end:%d/%m/%Y}",
        "crumbs": Breadcrumb([Crumb("Bàn làm việc", "/"), Crumb("Sổ văn bản đi")]),
    }  # fmt: skip
    return render(request, "benefits/outgoing.html", context, status=422 if form.errors else 200)


@require_GET
def outgoing_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The whole period as PDF/A or XLSX."""
    if form not in ("pdf", "xlsx"):
        raise Http404
    office = _chosen(request, _offices(current_user(request)))
    asked, start, end = period_of(request.GET)
    if asked.errors:
        raise NotValid("Chọn ngày đầu, ngày cuối hợp lệ, không quá một năm.")
    log_view(request, "outgoing", action=f"outgoing:{form}")
    lines, name = outgoing_lines(office, start, end), f"so-van-ban-di-{start:%Y%m%d}-{end:%Y%m%d}.{form}"
    if form == "pdf":
        if len(lines) > MOST_PRINTED:
            raise NotNow(f"Sổ in được tối đa {MOST_PRINTED} dòng một lần: chọn thời gian ngắn hơn hoặc lấy tệp Excel.")
        return pdf_answer(outgoing_pdf(office, start, end, lines, timezone.now()), name)
    answer = HttpResponse(outgoing_xlsx(office, start, end, lines), content_type=XLSX)
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
